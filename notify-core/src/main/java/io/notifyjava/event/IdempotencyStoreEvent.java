package io.notifyjava.event;

import java.time.Duration;

/**
 * The store of idempotency keys stopped answering, or answers again: once each for an outage.
 *
 * <p>Meanwhile messages with a key are refused, or sent by what this node alone remembers, as was
 * chosen.
 *
 * @param state which of the two
 * @param cause what it failed with at first, without contents
 * @param failures how often it failed in this outage so far; 1 or more
 * @param lasted since the first failure; zero at the beginning
 * @since 0.1.0
 */
public record IdempotencyStoreEvent(State state, String cause, long failures, Duration lasted) {

  /**
   * What can be said of a store.
   *
   * @since 0.1.0
   */
  public enum State {
    /** It failed. */
    FAILING,
    /** It works again. */
    WELL_AGAIN
  }
}
