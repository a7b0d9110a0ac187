package io.notifyjava.testkit.simulator;

import java.util.Map;

/**
 * What a simulator of Huawei Cloud's short message service has seen and done since it started or
 * was reset.
 *
 * @param calls by kind, however answered
 * @param accepted messages that were taken, one for each number of a call
 * @param refused messages that were refused one by one, with a status of their own
 * @param numbers how many different numbers messages were taken for; 0 if not watched
 * @param duplicates messages among the accepted ones whose number had got the same template, values
 *     and sign before; 0 if not watched
 * @param connections TCP connections accepted
 * @param errors codes of calls and of numbers, {@code 000000} left out; scripted answers included
 * @since 0.1.0
 */
public record HuaweiSmsCounts(
    Map<HuaweiSmsApi, Long> calls,
    long accepted,
    long refused,
    long numbers,
    long duplicates,
    long connections,
    Map<String, Long> errors) {

  /** Copies the maps. */
  public HuaweiSmsCounts {
    calls = Map.copyOf(calls);
    errors = Map.copyOf(errors);
  }

  /** How often this call was made, however answered. */
  public long calls(HuaweiSmsApi api) {
    return calls.getOrDefault(api, 0L);
  }

  /** How often this code was answered. */
  public long errors(String code) {
    return errors.getOrDefault(code, 0L);
  }
}
