package io.notifyjava.testkit.smtp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The commands that {@link SmtpCounts} counts.
 *
 * @since 0.1.0
 */
public enum SmtpCommand {
  /** Extended greeting. */
  EHLO,
  /** Greeting of a client that knows no extensions. */
  HELO,
  /** Change to TLS. */
  STARTTLS,
  /** Authentication. */
  AUTH,
  /** Begin of a mail. */
  MAIL,
  /** One recipient. */
  RCPT,
  /** The text of the mail, ended by a dot. */
  DATA,
  /** A chunk of the mail's text. */
  BDAT,
  /** Forget the mail. */
  RSET,
  /** Nothing. */
  NOOP,
  /** A question after an address, which is not answered. */
  VRFY,
  /** The end. */
  QUIT,
  /** Whatever the server does not know. */
  OTHER;

  private static final Map<String, SmtpCommand> BY_NAME = new HashMap<>();

  static {
    for (SmtpCommand command : values()) {
      if (command != OTHER) {
        BY_NAME.put(command.name(), command);
      }
    }
  }

  /** The command that a line begins with, in letters of either case. */
  static SmtpCommand of(String line) {
    int end = line.indexOf(' ');
    String verb = end < 0 ? line : line.substring(0, end);
    SmtpCommand known = BY_NAME.get(verb);
    return known != null ? known : BY_NAME.getOrDefault(verb.toUpperCase(Locale.ROOT), OTHER);
  }
}
