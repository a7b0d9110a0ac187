package io.notifyjava.event;

/**
 * Observes a notifier.
 *
 * <p>Each listener has a thread and a bounded queue of its own, so it sees events one at a time, in
 * order, a little after they happened; a slow one loses events (see {@link #onDropped}) but never
 * slows a send, and what it throws is logged and changes no outcome. The methods do nothing by
 * default; new ones may be added.
 *
 * @since 0.1.0
 */
public interface NotifierListener {

  /** One call to a provider has ended. */
  default void onAttempt(AttemptEvent event) {}

  /** A message waits before it is tried again. */
  default void onRetry(RetryEvent event) {}

  /** An alternative is tried, or another account, because the one before certainly did not send. */
  default void onFallback(FallbackEvent event) {}

  /**
   * A backup hides that an account is sick, or the account is well again: once each for an episode,
   * not once for each message.
   */
  default void onBackup(BackupEvent event) {}

  /** The final result of a message. Comes once for each message, after all its other events. */
  default void onResult(ResultEvent event) {}

  /** The circuit breaker of an account has changed its state. */
  default void onCircuit(CircuitEvent event) {}

  /** An entry of the outbox reached its end; comes after all events of its message. */
  default void onOutbox(OutboxEvent event) {}

  /** The store of the outbox stopped answering, or answers again. */
  default void onOutboxStore(OutboxStoreEvent event) {}

  /** The store in which nodes share idempotency keys stopped answering, or answers again. */
  default void onIdempotencyStore(IdempotencyStoreEvent event) {}

  /** This listener was too slow: so many events in a row were not handed to it. */
  default void onDropped(long events) {}
}
