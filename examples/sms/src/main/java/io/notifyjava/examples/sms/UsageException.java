package io.notifyjava.examples.sms;

/** The program cannot begin: nothing was sent. The text is for the person who started it. */
final class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
