package io.notifyjava.batch;

/**
 * Where a batch stands.
 *
 * @since 0.1.0
 */
public enum BatchState {
  /** Takes messages from its source and sends them. */
  RUNNING,
  /** Takes nothing until it is resumed; what was taken runs to its end. */
  PAUSED,
  /** Takes nothing any more; what was taken runs to its end. */
  STOPPING,
  /** Every message taken has its result, and the sink has seen it. */
  DONE
}
