package io.notifyjava.testkit.simulator;

import java.util.Map;

/**
 * What an {@link AliyunSmsSimulator} has seen and done since it started or was reset.
 *
 * @param calls calls by kind, however answered; kinds without one left out
 * @param accepted messages that were accepted: numbers, not calls
 * @param duplicates messages among them that the same number already had: same sign, template and
 *     values; 0 if not watched
 * @param connections TCP connections accepted
 * @param errors answers by code, {@code OK} left out; scripted answers included
 * @since 0.1.0
 */
public record AliyunSmsCounts(
    Map<AliyunSmsApi, Long> calls,
    long accepted,
    long duplicates,
    long connections,
    Map<String, Long> errors) {

  /** Copies the maps. */
  public AliyunSmsCounts {
    calls = Map.copyOf(calls);
    errors = Map.copyOf(errors);
  }

  /** How often this was called, however it was answered. */
  public long calls(AliyunSmsApi api) {
    return calls.getOrDefault(api, 0L);
  }

  /** How often messages were sent: both actions, however answered. */
  public long sendCalls() {
    return calls(AliyunSmsApi.SEND) + calls(AliyunSmsApi.SEND_BATCH);
  }

  /** How often this code was answered. */
  public long errors(String code) {
    return errors.getOrDefault(code, 0L);
  }
}
