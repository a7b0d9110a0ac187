package io.notifyjava.testkit.smtp;

/** Ends a command with an answer that says no. Made often, so it has no stack trace. */
final class SmtpRefusal extends Exception {

  private static final long serialVersionUID = 1;

  private final transient SmtpReply reply;
  private final boolean violation;
  private final boolean closes;

  private SmtpRefusal(SmtpReply reply, boolean violation, boolean closes) {
    super("refused with " + reply.code(), null, false, false);
    this.reply = reply;
    this.violation = violation;
    this.closes = closes;
  }

  /** The client did nothing wrong. */
  static SmtpRefusal of(int code, String enhanced, String text) {
    return new SmtpRefusal(SmtpReply.of(code, enhanced, text), false, false);
  }

  /** The client broke the protocol. */
  static SmtpRefusal violation(int code, String enhanced, String text) {
    return new SmtpRefusal(SmtpReply.of(code, enhanced, text), true, false);
  }

  /** The client broke the protocol so that nothing it says afterwards can be trusted. */
  static SmtpRefusal fatal(int code, String enhanced, String text) {
    return new SmtpRefusal(SmtpReply.of(code, enhanced, text), true, true);
  }

  SmtpReply reply() {
    return reply;
  }

  boolean isViolation() {
    return violation;
  }

  boolean closes() {
    return closes;
  }
}
