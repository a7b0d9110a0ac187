package io.notifyjava.batch;

/**
 * Why a batch ended.
 *
 * @since 0.1.0
 */
public enum BatchEnd {
  /** The source had no more messages, and every one has its result. */
  COMPLETED,
  /** A stop condition held. */
  STOPPED,
  /** {@link Batch#cancel()} was called before it was too late to change anything. */
  CANCELLED,
  /** The source, the executor, the ledger or a stop condition failed. */
  FAILED
}
