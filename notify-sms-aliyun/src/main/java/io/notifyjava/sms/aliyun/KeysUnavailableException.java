package io.notifyjava.sms.aliyun;

import io.notifyjava.result.Failure;

/** No keys, so no call: ends the way to it. Without a stack trace, which would say nothing. */
final class KeysUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  KeysUnavailableException(Failure failure) {
    super(failure.code(), null, false, false);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
