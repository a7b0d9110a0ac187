package io.notifyjava.sms.huawei;

import io.notifyjava.message.Texts;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one code means.
 *
 * @param mayPass whether the same message may be accepted later
 * @param retryAfter how long to wait; null if Huawei does not say
 * @param advice what it means and what to do next
 */
record ErrorRule(
    FailureReason reason, boolean mayPass, @Nullable Duration retryAfter, String advice) {

  static ErrorRule permanent(FailureReason reason, String advice) {
    return new ErrorRule(reason, false, null, advice);
  }

  /** Returns the failure: Huawei's code and words first, then what to do. */
  Failure failure(String code, String description) {
    String text = Texts.isBlank(description) ? advice : description + "; " + advice;
    Failure failure =
        mayPass
            ? Failure.transientFailure(reason, code, text)
            : Failure.permanent(reason, code, text);
    return retryAfter == null ? failure : failure.retryAfter(retryAfter);
  }
}
