package io.notifyjava.mail;

/**
 * A connection that can take mails, with what the pool must know of it. For one thread at a time.
 */
final class SmtpLink {

  final SmtpWire wire;
  final Offers offers;
  final long openedAt;

  /** When it was given back, by the ticker. */
  long idleSince;

  /** How many mails were answered on it. */
  int mails;

  /** Whether it waited in the pool before this call: the server may have left meanwhile. */
  boolean reused;

  /** Whether a transaction stands open that must be ended before the next one. */
  boolean dirty;

  SmtpLink(SmtpWire wire, Offers offers, long openedAt) {
    this.wire = wire;
    this.offers = offers;
    this.openedAt = openedAt;
  }

  void close() {
    wire.close();
  }
}
