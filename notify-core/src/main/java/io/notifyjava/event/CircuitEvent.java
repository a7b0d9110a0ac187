package io.notifyjava.event;

/**
 * The circuit breaker of an account has changed its state.
 *
 * @param account the account
 * @param state the new state
 * @since 0.1.0
 */
public record CircuitEvent(String account, State state) {

  /**
   * What a circuit breaker can be.
   *
   * @since 0.1.0
   */
  public enum State {
    /** Calls go through. */
    CLOSED,
    /** No call is made for a while. */
    OPEN,
    /** A few calls go through, to see whether the account is well again. */
    TRIAL
  }
}
