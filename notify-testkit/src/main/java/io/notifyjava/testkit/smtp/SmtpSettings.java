package io.notifyjava.testkit.smtp;

import io.notifyjava.testkit.wire.Latency;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a simulator was built with.
 *
 * @param host its name in the banner
 */
record SmtpSettings(
    String host,
    Encryption encryption,
    Login login,
    Offers offers,
    Limits limits,
    Latency latency) {

  /**
   * How it encrypts.
   *
   * @param protocols empty for the JDK's
   * @param injected what follows the answer to STARTTLS in clear text; empty for nothing
   */
  record Encryption(
      SmtpTls when, SmtpCertificate certificate, List<String> protocols, String injected) {}

  /**
   * Whom it knows.
   *
   * @param inClear whether AUTH is offered before TLS
   * @param required whether mails need it
   */
  record Login(
      Map<String, String> passwords,
      Map<String, String> accessTokens,
      Set<SmtpMechanism> mechanisms,
      boolean inClear,
      boolean required) {

    boolean offered() {
      return !mechanisms.isEmpty() && !(passwords.isEmpty() && accessTokens.isEmpty());
    }

    /** Keeps the secrets out of every log. */
    @Override
    public String toString() {
      return "login of " + (passwords.size() + accessTokens.size()) + " users";
    }
  }

  /** Which extensions it has. */
  record Offers(boolean pipelining, boolean eightBit, boolean utf8, boolean chunking) {}

  /**
   * What is too much.
   *
   * @param size of a mail in bytes
   * @param recipients of a mail
   * @param mails of a connection; 0 for no limit
   * @param connections at once; 0 for no limit
   * @param idle how long a client may say nothing
   */
  record Limits(long size, int recipients, int mails, int connections, Duration idle) {}
}
