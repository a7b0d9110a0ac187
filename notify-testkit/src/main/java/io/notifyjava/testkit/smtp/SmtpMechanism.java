package io.notifyjava.testkit.smtp;

/**
 * A way to authenticate.
 *
 * @since 0.1.0
 */
public enum SmtpMechanism {
  /** Name and password, each asked for. */
  LOGIN,
  /** Name and password in one (RFC 4616). */
  PLAIN,
  /** Name and OAuth 2.0 access token, as large mail services take them. */
  XOAUTH2
}
