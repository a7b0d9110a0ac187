package io.notifyjava.wechat.internal;

import io.notifyjava.message.Texts;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one error code means at one endpoint.
 *
 * @param reason in the library's vocabulary
 * @param treatment what follows
 * @param retryAfter how long the platform asks to wait; null if it does not say
 * @param advice what it means and what to do next, for the failure's text
 */
public record ErrorRule(
    FailureReason reason, Treatment treatment, @Nullable Duration retryAfter, String advice) {

  /** Returns the failure: The platform's code and words first, then what to do. */
  public Failure failure(int code, String errmsg, String advice) {
    String text = Texts.isBlank(errmsg) ? advice : errmsg + "; " + advice;
    boolean mayPass = treatment == Treatment.MAY_PASS || treatment == Treatment.UNDECIDED;
    Failure failure =
        mayPass
            ? Failure.transientFailure(reason, Integer.toString(code), text)
            : Failure.permanent(reason, Integer.toString(code), text);
    return retryAfter == null ? failure : failure.retryAfter(retryAfter);
  }
}
