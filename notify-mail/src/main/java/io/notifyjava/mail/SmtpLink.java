package io.notifyjava.mail;

/**
 * A connection that can take mails, with what the pool must know of it. For one thread at a time.
 */
final class SmtpLink {

  final SmtpWire wire;
  final Offers offers;
  final long openedAt;
  private final int mostMails;

  /** When it was given back, by the ticker. */
  long idleSince;

  /** How many mails were answered on it. */
  int mails;

  /** Whether it waited in the pool before this call: the server may have left meanwhile. */
  boolean reused;

  /** Whether a transaction stands open that must be ended before the next one. */
  boolean dirty;

  SmtpLink(SmtpWire wire, Offers offers, long openedAt, int mostMails) {
    this.wire = wire;
    this.offers = offers;
    this.openedAt = openedAt;
    this.mostMails = mostMails;
  }

  /** Tells whether it has carried as many mails as one connection may. */
  boolean isUsedUp() {
    return mails >= mostMails;
  }

  /** Tells whether it may carry another mail behind the one that is under way. */
  boolean hasRoomForAnother() {
    return mails + 1 < mostMails;
  }

  void close() {
    wire.close();
  }
}
