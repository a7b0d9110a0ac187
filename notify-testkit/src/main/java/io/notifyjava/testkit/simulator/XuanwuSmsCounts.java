package io.notifyjava.testkit.simulator;

import java.util.Map;

/**
 * What a Xuanwu simulator has seen and done since it started or was reset.
 *
 * @param calls by kind, however answered
 * @param messages texts that were taken, one for each number of each call
 * @param parts what those cost: parts of 70 characters, or of 67 where there are several
 * @param numbers different numbers that got a text
 * @param duplicates texts that a number got although it had got the same before; 0 if not watched
 * @param connections TCP connections accepted
 * @param errors answers by code, zero left out; scripted ones with a code included
 * @since 0.1.0
 */
public record XuanwuSmsCounts(
    Map<XuanwuSmsApi, Long> calls,
    long messages,
    long parts,
    long numbers,
    long duplicates,
    long connections,
    Map<Integer, Long> errors) {

  /** Copies the maps. */
  public XuanwuSmsCounts {
    calls = Map.copyOf(calls);
    errors = Map.copyOf(errors);
  }

  /** How many calls there were, of all kinds and however answered. */
  public long allCalls() {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How often this call was made, however answered. */
  public long calls(XuanwuSmsApi api) {
    return calls.getOrDefault(api, 0L);
  }

  /** How often this code was answered. */
  public long errors(int code) {
    return errors.getOrDefault(code, 0L);
  }
}
