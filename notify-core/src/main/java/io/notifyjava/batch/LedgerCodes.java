package io.notifyjava.batch;

import io.notifyjava.result.FailureReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers by which a ledger's file names states and reasons. They stand in files of users: a
 * new one goes to the end, and none is ever given to another.
 */
final class LedgerCodes {

  /** From 1 on, so that a record of zeros is none. */
  private static final List<LedgerState> STATES =
      List.of(
          LedgerState.NOT_BEGUN,
          LedgerState.BEGUN,
          LedgerState.ACCEPTED,
          LedgerState.REJECTED,
          LedgerState.RETRYABLE,
          LedgerState.UNKNOWN);

  /** From 1 on; 0 is no reason. */
  private static final List<FailureReason> REASONS =
      List.of(
          FailureReason.INVALID_MESSAGE,
          FailureReason.INVALID_RECIPIENT,
          FailureReason.RECIPIENT_REFUSED,
          FailureReason.WINDOW_CLOSED,
          FailureReason.TEMPLATE,
          FailureReason.AUTHENTICATION,
          FailureReason.QUOTA,
          FailureReason.THROTTLED,
          FailureReason.SUPPRESSED,
          FailureReason.EXPIRED,
          FailureReason.CANCELLED,
          FailureReason.OVERLOADED,
          FailureReason.UNAVAILABLE,
          FailureReason.TIMEOUT,
          FailureReason.PROTOCOL,
          FailureReason.INTERNAL);

  private LedgerCodes() {}

  static int of(LedgerState state) {
    return STATES.indexOf(state) + 1;
  }

  /** Tells whether a state has this number. */
  static boolean isState(int code) {
    return code >= 1 && code <= STATES.size();
  }

  static LedgerState state(int code) {
    return STATES.get(code - 1);
  }

  static int of(@Nullable FailureReason reason) {
    return reason == null ? 0 : REASONS.indexOf(reason) + 1;
  }

  /** Returns the reason; null for none, and for one of a later version. */
  static @Nullable FailureReason reason(int code) {
    return code >= 1 && code <= REASONS.size() ? REASONS.get(code - 1) : null;
  }
}
