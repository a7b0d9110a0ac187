package io.notifyjava.testkit.smtp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A mail that the server took. Immutable.
 *
 * @since 0.1.0
 */
public final class SmtpMail {

  private final SmtpEnvelope envelope;
  private final byte[] raw;
  private final long number;

  SmtpMail(long number, SmtpEnvelope envelope, byte[] raw) {
    this.number = number;
    this.envelope = envelope;
    this.raw = raw;
  }

  /** Its number since the server started or was reset, from 1; also in the server's yes. */
  public long number() {
    return number;
  }

  /** The number of the connection that it came over, from 1. */
  public long connection() {
    return envelope.connection();
  }

  /** The sender of the envelope; empty text for the null sender. */
  public String from() {
    return envelope.from();
  }

  /** The recipients of the envelope that were accepted, in their order. */
  public List<String> recipients() {
    return envelope.recipients();
  }

  /** Whether the connection was encrypted. */
  public boolean tls() {
    return envelope.tls();
  }

  /** Who had authenticated; empty if nobody had. */
  public Optional<String> user() {
    return envelope.user().isEmpty() ? Optional.empty() : Optional.of(envelope.user());
  }

  /** Whether the client said {@code SMTPUTF8}. */
  public boolean smtpUtf8() {
    return envelope.smtpUtf8();
  }

  /** Whether the client said {@code BODY=8BITMIME}. */
  public boolean eightBit() {
    return envelope.eightBit();
  }

  /** The text as it was before dot-stuffing, with all line ends. */
  public byte[] raw() {
    return raw.clone();
  }

  /** How many bytes {@link #raw()} has. */
  public int size() {
    return raw.length;
  }

  /** {@link #raw()}, byte by byte as ISO-8859-1, so that nothing is lost. */
  public String text() {
    return new String(raw, StandardCharsets.ISO_8859_1);
  }

  /** The values of a header as they came, folds included, without the space in front. */
  public List<String> headers(String name) {
    return SmtpHeaders.all(raw, name);
  }

  /** The first value of a header as it came; empty if there is none. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** What stands behind the first empty line, as {@link #text()} does. */
  public String body() {
    String text = text();
    int end = text.startsWith("\r\n") ? 0 : text.indexOf("\r\n\r\n") + 2;
    return end < 2 && !text.startsWith("\r\n") ? "" : text.substring(end + 2);
  }

  /** Shows neither addresses nor contents. */
  @Override
  public String toString() {
    return "mail "
        + number
        + " of "
        + raw.length
        + " bytes to "
        + recipients().size()
        + " over connection "
        + connection();
  }
}
