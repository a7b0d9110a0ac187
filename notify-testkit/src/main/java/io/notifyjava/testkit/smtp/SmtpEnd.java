package io.notifyjava.testkit.smtp;

/** Ends a conversation from wherever it is. Has no stack trace. */
final class SmtpEnd extends Exception {

  private static final long serialVersionUID = 1;

  private SmtpEnd() {
    super("the conversation is over", null, false, false);
  }

  /** Everything is closed already, or the client went away. */
  static SmtpEnd gone() {
    return new SmtpEnd();
  }
}
