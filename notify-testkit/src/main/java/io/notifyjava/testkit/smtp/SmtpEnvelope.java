package io.notifyjava.testkit.smtp;

import java.util.List;

/**
 * What surrounds the text of a mail.
 *
 * @param user who had authenticated; empty text if nobody had
 */
record SmtpEnvelope(
    long connection,
    String from,
    List<String> recipients,
    boolean tls,
    String user,
    boolean smtpUtf8,
    boolean eightBit) {

  SmtpEnvelope {
    recipients = List.copyOf(recipients);
  }
}
