package io.notifyjava.token;

import io.notifyjava.result.Failure;
import io.notifyjava.result.NotifyException;
import java.util.Objects;

/**
 * No access token can be had. The message that needed it certainly was not sent.
 *
 * @since 0.1.0
 */
public final class TokenException extends NotifyException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  /** Creates the exception; the failure's text is the message. */
  public TokenException(Failure failure) {
    super("No access token: " + Objects.requireNonNull(failure, "failure"));
    this.failure = failure;
  }

  /** Returns why; retryable if the same request may succeed later. */
  public Failure failure() {
    return failure;
  }
}
