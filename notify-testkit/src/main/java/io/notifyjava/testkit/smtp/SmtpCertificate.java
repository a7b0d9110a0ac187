package io.notifyjava.testkit.smtp;

/**
 * What certificate a {@link SmtpSimulator} shows.
 *
 * @since 0.1.0
 */
public enum SmtpCertificate {
  /** For {@code localhost} and 127.0.0.1, signed by {@link SmtpSimulator#authority()}. */
  VALID,
  /** For another host, signed by {@link SmtpSimulator#authority()}. */
  WRONG_HOST,
  /** For the right host, signed by itself. */
  SELF_SIGNED,
  /** For the right host, out of date since yesterday. */
  EXPIRED,
  /** For the right host, good from tomorrow on. */
  NOT_YET_VALID,
  /** For the right host, signed by an authority that nobody knows. */
  UNKNOWN_AUTHORITY
}
