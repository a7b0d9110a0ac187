package io.notifyjava.mail;

/** Where in a conversation a reply stands. */
enum SmtpStep {
  GREETING("the connection"),
  EHLO("EHLO"),
  STARTTLS("STARTTLS"),
  AUTH("AUTH"),
  MAIL("MAIL FROM"),
  RCPT("RCPT TO"),
  DATA("DATA"),
  MESSAGE("the mail");

  private final String command;

  SmtpStep(String command) {
    this.command = command;
  }

  String command() {
    return command;
  }
}
