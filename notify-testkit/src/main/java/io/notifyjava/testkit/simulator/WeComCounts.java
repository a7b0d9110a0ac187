package io.notifyjava.testkit.simulator;

import java.util.Map;

/**
 * What a WeCom simulator has seen and done since it started or was reset.
 *
 * @param calls by kind, however answered
 * @param messages application messages that message/send took and delivered
 * @param people members whom those messages reached by name; parties, tags and {@code @all} are not
 *     counted person by person
 * @param dropped members who did not get a message because they had 30 within a minute or 1000
 *     within an hour: the platform drops it without a word
 * @param duplicates messages among the delivered ones whose body, byte for byte, the same
 *     application had sent before; 0 if not watched
 * @param suppressed messages that {@code enable_duplicate_check} kept from being delivered again
 * @param cut messages of which the platform kept only the beginning of a text
 * @param groupMessages messages that appchat/send took
 * @param robotMessages messages of all robots that reached their groups
 * @param recalled messages that were taken back
 * @param cardsUpdated cards that were changed
 * @param uploads files that were taken
 * @param connections TCP connections accepted
 * @param errors answers by {@code errcode}, zero left out; scripted JSON answers included
 * @since 0.1.0
 */
public record WeComCounts(
    Map<WeComApi, Long> calls,
    long messages,
    long people,
    long dropped,
    long duplicates,
    long suppressed,
    long cut,
    long groupMessages,
    long robotMessages,
    long recalled,
    long cardsUpdated,
    long uploads,
    long connections,
    Map<Integer, Long> errors) {

  /** Copies the maps. */
  public WeComCounts {
    calls = Map.copyOf(calls);
    errors = Map.copyOf(errors);
  }

  /** How often this call was made, however answered. */
  public long calls(WeComApi api) {
    return calls.getOrDefault(api, 0L);
  }

  /** How often this {@code errcode} was answered. */
  public long errors(int errcode) {
    return errors.getOrDefault(errcode, 0L);
  }
}
