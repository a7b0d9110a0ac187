package io.notifyjava.result;

/**
 * The three things that can come of a send, as a plain word for events, metrics and reports.
 *
 * @since 0.1.0
 */
public enum Outcome {
  /** The provider took it. */
  ACCEPTED,
  /** Certainly not sent. */
  REJECTED,
  /** It may have been sent. */
  UNKNOWN
}
