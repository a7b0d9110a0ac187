package io.notifyjava.mail;

/**
 * How a connection to the server is protected. Certificates and host names are checked in both
 * protected forms, and TLS is 1.2 or later.
 *
 * @since 0.1.0
 */
public enum SmtpSecurity {
  /**
   * Begins in clear text and must change to TLS before anything is said; a server that does not
   * offer it is refused. The default; usually port 587.
   */
  STARTTLS,
  /** TLS from the first byte on; usually port 465. */
  TLS,
  /** Clear text: everybody on the way can read and change the mail. Usually port 25. */
  PLAIN
}
