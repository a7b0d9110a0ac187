package io.notifyjava.testkit.smtp;

/**
 * When a {@link SmtpSimulator} speaks TLS.
 *
 * @since 0.1.0
 */
public enum SmtpTls {
  /** Never; {@code STARTTLS} is answered 502. */
  NONE,
  /** After {@code STARTTLS}, which is offered. */
  STARTTLS,
  /** After {@code STARTTLS}; without it nothing but greetings is taken (530). */
  STARTTLS_REQUIRED,
  /** From the first byte. */
  IMPLICIT
}
