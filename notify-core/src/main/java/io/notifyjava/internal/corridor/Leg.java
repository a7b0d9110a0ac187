package io.notifyjava.internal.corridor;

import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.util.Set;

/**
 * One way to reach the recipient: a rendered message and the account that would send it.
 *
 * @param alternative 0 for the message itself, 1 for the first alternative of its fallback
 * @param message rendered
 * @param account supports the message
 * @param opensOn the reasons of the alternative before it that open it; empty for the message
 *     itself
 */
record Leg(int alternative, Message message, Account account, Set<FailureReason> opensOn) {

  /**
   * Failures that lie with an account, so that another account may do better with the same message.
   */
  private static final Set<FailureReason> OF_THE_ACCOUNT =
      Set.of(
          FailureReason.UNAVAILABLE,
          FailureReason.TIMEOUT,
          FailureReason.THROTTLED,
          FailureReason.QUOTA,
          FailureReason.AUTHENTICATION);

  /** Tells whether this leg may be walked after {@code before} ended with a rejection. */
  boolean opensAfter(Leg before, Failure cause) {
    if (alternative == before.alternative) {
      return liesWithAccount(cause);
    }
    return alternative == before.alternative + 1 && opensOn.contains(cause.reason());
  }

  /** Tells whether another account may do better with the same message. */
  boolean liesWithAccount(Failure cause) {
    return OF_THE_ACCOUNT.contains(cause.reason());
  }
}
