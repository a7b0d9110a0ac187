package io.notifyjava.sms.xuanwu;

import io.notifyjava.message.Texts;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;

/**
 * What one code means at one interface.
 *
 * @param advice what it means and what to do next
 */
record ReplyRule(FailureReason reason, Treatment treatment, String advice) {

  /** A code that no source names: nobody knows whether anything was sent. */
  static final ReplyRule UNDOCUMENTED =
      new ReplyRule(
          FailureReason.PROTOCOL,
          Treatment.UNDECIDED,
          "no source names this code, so nobody can say whether the message was sent");

  /**
   * Returns what becomes of the message.
   *
   * @param code verbatim
   * @param words Xuanwu's own, already free of secrets and personal data; may be empty
   */
  SendResult result(String code, String words) {
    String text = Texts.isBlank(words) ? advice : words + "; " + advice;
    return switch (treatment) {
      case FINAL, SPLIT -> SendResult.rejected(Failure.permanent(reason, code, text));
      case MAY_PASS -> SendResult.rejected(Failure.transientFailure(reason, code, text));
      case UNDECIDED ->
          SendResult.unknown(
              equals(UNDOCUMENTED)
                  ? Failure.permanent(reason, code, text)
                  : Failure.transientFailure(reason, code, text));
    };
  }
}
