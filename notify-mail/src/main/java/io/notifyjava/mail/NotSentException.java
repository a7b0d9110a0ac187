package io.notifyjava.mail;

import io.notifyjava.result.Failure;

/** Nothing of the mail was sent, and why. Its failure holds neither secrets nor addresses. */
final class NotSentException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  NotSentException(Failure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
