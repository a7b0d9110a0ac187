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
 * @param duplicates messages among the delivered ones that the same person already had: same open
 *     id and {@code client_msg_id}, or without one the same open id and body; 0 if not watched
 * @param suppressed template calls that {@code client_msg_id} kept from being delivered again
 * @param connections TCP connections accepted
 * @param errors answers by {@code errcode}, zero left out; scripted JSON answers included
 * @since 0.1.0
 */
public record SimulatorCounts(
    long tokenCalls,
    long customerCalls,
    long templateCalls,
    long customerDelivered,
    long templateDelivered,
    long duplicates,
    long suppressed,
    long connections,
    Map<Integer, Long> errors) {

  /** Copies the map. */
  public SimulatorCounts {
    errors = Map.copyOf(errors);
  }

  /** How often this {@code errcode} was answered. */
  public long errors(int errcode) {
    return errors.getOrDefault(errcode, 0L);
  }
}
