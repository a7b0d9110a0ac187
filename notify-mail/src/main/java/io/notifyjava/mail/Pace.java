package io.notifyjava.mail;

import java.time.Duration;

/**
 * How long the server takes for a mail, lately. A row of mails has the time limit of one call, so a
 * slow server gets its mails one by one. Thread-safe; two measurements at once may count as one.
 */
final class Pace {

  /** One part in so many is the newest measurement. */
  private static final long WEIGHT = 8;

  private final long longest;
  private volatile long average;

  /**
   * Knows nothing yet, and so takes the server for a fast one.
   *
   * @param limit time limit of a call, half of which a row may take
   */
  Pace(Duration limit, int mailsInARow) {
    this.longest = limit.toNanos() / 2 / mailsInARow;
  }

  void took(long nanos) {
    long before = average;
    average = before == 0 ? nanos : before + (nanos - before) / WEIGHT;
  }

  /** Tells whether a whole row would end well within its time. */
  boolean allowsRows() {
    return average <= longest;
  }
}
