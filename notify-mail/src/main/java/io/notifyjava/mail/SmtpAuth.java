package io.notifyjava.mail;

/**
 * How an account signs in at the server.
 *
 * @since 0.1.0
 */
public enum SmtpAuth {
  /** PLAIN if the server offers it, else LOGIN. The default for accounts with a password. */
  AUTO,
  /** User name and password in one step (RFC 4616). */
  PLAIN,
  /** User name and password in two steps, for older servers. */
  LOGIN
}
