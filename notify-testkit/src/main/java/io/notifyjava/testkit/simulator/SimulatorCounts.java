package io.notifyjava.testkit.simulator;

import java.util.Map;

/**
 * What a simulator has seen and done since it started or was reset.
 *
 * @param tokenCalls calls of both token endpoints, however answered
 * @param customerCalls calls of custom/send, however answered
 * @param templateCalls calls of template/send, however answered
 * @param customerDelivered customer messages that reached a person
 * @param templateDelivered template messages that reached a person
 * @param subscriptionDelivered subscription messages of all kinds that reached a person
 * @param duplicates messages among the delivered ones that the same person already had: same open
 *     id and {@code client_msg_id}, or without one the same open id and body; 0 if not watched
 * @param suppressed calls that {@code client_msg_id} kept from being delivered again
 * @param connections TCP connections accepted
 * @param calls calls by kind, however answered; kinds without one left out
 * @param errors answers by {@code errcode}, zero left out; scripted JSON answers included
 * @since 0.1.0
 */
public record SimulatorCounts(
    long tokenCalls,
    long customerCalls,
    long templateCalls,
    long customerDelivered,
    long templateDelivered,
    long subscriptionDelivered,
    long duplicates,
    long suppressed,
    long connections,
    Map<WeChatApi, Long> calls,
    Map<Integer, Long> errors) {

  /** Copies the maps. */
  public SimulatorCounts {
    calls = Map.copyOf(calls);
    errors = Map.copyOf(errors);
  }

  /** How often this was called, however it was answered. */
  public long calls(WeChatApi api) {
    return calls.getOrDefault(api, 0L);
  }

  /** How often this {@code errcode} was answered. */
  public long errors(int errcode) {
    return errors.getOrDefault(errcode, 0L);
  }
}
