package io.notifyjava.testkit.smtp;

/**
 * The points of a conversation at which a script may step in.
 *
 * @since 0.1.0
 */
public enum SmtpStage {
  /** A new connection, before the greeting. */
  BANNER,
  /** {@code EHLO} or {@code HELO}. */
  EHLO,
  /** {@code STARTTLS}; acting is the handshake. */
  STARTTLS,
  /** {@code AUTH}; acting is the whole exchange of challenges. */
  AUTH,
  /** {@code MAIL FROM}; the address is the sender's. */
  MAIL,
  /** {@code RCPT TO}; the address is the recipient's. */
  RCPT,
  /** {@code DATA}, before the text; the addresses are the recipients'. */
  DATA,
  /**
   * The end of the message: the line with a dot, or the last {@code BDAT}. Acting is taking the
   * mail; the addresses are the recipients'.
   */
  END,
  /** {@code RSET}. */
  RSET,
  /** {@code NOOP}. */
  NOOP,
  /** {@code VRFY}. */
  VRFY,
  /** {@code QUIT}. */
  QUIT
}
