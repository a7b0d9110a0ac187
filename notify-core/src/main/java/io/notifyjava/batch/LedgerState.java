package io.notifyjava.batch;

import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;

/**
 * How a message stands in a ledger.
 *
 * @since 0.1.0
 */
public enum LedgerState {
  /** It was begun and handed back before anything was sent; it stands as if it were not there. */
  NOT_BEGUN,
  /**
   * It was begun, and nobody wrote down what came of it: it is under way, or, if no batch is, it
   * may have been sent when the process died.
   */
  BEGUN,
  /** A provider took it. */
  ACCEPTED,
  /** It certainly was not sent, and sending it again would not help. */
  REJECTED,
  /** It certainly was not sent, and may pass at another time. */
  RETRYABLE,
  /** It may have been sent; nobody knows. */
  UNKNOWN;

  /** Returns how a message stands with this result. */
  public static LedgerState of(SendResult result) {
    return switch (result.outcome()) {
      case ACCEPTED -> ACCEPTED;
      case UNKNOWN -> UNKNOWN;
      case REJECTED -> ((Rejected) result).cause().retryable() ? RETRYABLE : REJECTED;
    };
  }
}
