package io.notifyjava.testkit;

import io.notifyjava.result.Accepted;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import java.util.Locale;

/**
 * Short names for the results that a scripted provider answers with.
 *
 * <p>Failures made here have the reason in lower case with hyphens as their code, such as {@code
 * window-closed}, unless a code is given.
 *
 * @since 0.1.0
 */
public final class Answers {

  private Answers() {}

  /** Returns an acceptance with the provider's id, at {@link ManualClock#START}. */
  public static Accepted accepted(String providerMessageId) {
    return SendResult.accepted(Receipt.of(providerMessageId, ManualClock.START));
  }

  /** Returns an acceptance by a vendor that gives no id, at {@link ManualClock#START}. */
  public static Accepted accepted() {
    return SendResult.accepted(Receipt.of(null, ManualClock.START));
  }

  /** Returns a refusal that sending again cannot mend. */
  public static Rejected rejected(FailureReason reason) {
    return rejected(reason, codeOf(reason));
  }

  /** Returns a refusal that sending again cannot mend, with the vendor's code. */
  public static Rejected rejected(FailureReason reason, String code) {
    return SendResult.rejected(Failure.permanent(reason, code, "refused by script"));
  }

  /** Returns a refusal that may pass: certainly not sent, and may be tried again. */
  public static Rejected rejectedForNow(FailureReason reason) {
    return rejectedForNow(reason, codeOf(reason));
  }

  /** Returns a refusal that may pass, with the vendor's code. */
  public static Rejected rejectedForNow(FailureReason reason, String code) {
    return SendResult.rejected(Failure.transientFailure(reason, code, "refused for now by script"));
  }

  /** Returns an unknown outcome: the message may have been sent. */
  public static Unknown unknown(FailureReason reason) {
    return SendResult.unknown(
        Failure.transientFailure(reason, codeOf(reason), "left unanswered by script"));
  }

  private static String codeOf(FailureReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
