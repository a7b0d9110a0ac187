package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.internal.LongHashSet;
import io.notifyjava.testkit.internal.TextCounts;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Writes down what was taken for whom: counts, notices what came twice, and keeps one text to one
 * number within its limits. Holds hashes, never numbers or texts: at most 110 bytes for each
 * message of the last hour, 56 for older ones. Thread-safe.
 *
 * <p>Source of the limits: the vendor's page "Constraints" (sms_01_0004): the same text to the same
 * number twice in 59 seconds and five times in 59 minutes.
 */
final class HuaweiSmsLedger {

  private static final int SHORT_MILLIS = 59_000;
  private static final int LONG_MILLIS = 59 * 60_000;
  private static final int MOST_SHORT = 2;
  private static final int MOST_LONG = 5;
  private static final long MILLI = 1_000_000;

  private final LongSupplier ticker;
  private final long origin;
  private final boolean watched;
  private final boolean limited;
  private final LongHashSet texts = new LongHashSet();
  private final TextCounts people = new TextCounts();
  private final ExpiringIds lately = new ExpiringIds(SHORT_MILLIS);
  private final ExpiringIds withinTheHour = new ExpiringIds(LONG_MILLIS);
  private final AtomicLong sequence = new AtomicLong();
  final LongAdder accepted = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder duplicates = new LongAdder();

  HuaweiSmsLedger(LongSupplier ticker, boolean watched, boolean limited) {
    this.ticker = ticker;
    this.origin = ticker.getAsLong();
    this.watched = watched;
    this.limited = limited;
  }

  /** A number for the next message. */
  long next() {
    return sequence.incrementAndGet();
  }

  /**
   * Takes a text for a number, unless there were too many like it.
   *
   * @param number in its full form
   * @param text a hash of template, values and sign
   * @return whether it was taken
   */
  boolean take(String number, long text) {
    long message = Hash64.of(number, text);
    if (limited && !fits(message)) {
      refused.increment();
      return false;
    }
    accepted.increment();
    if (watched) {
      if (!texts.add(message)) {
        duplicates.increment();
      }
      people.count(number);
    }
    return true;
  }

  /** How many messages were taken for a number in its full form; 0 if not watched. */
  int to(String number) {
    return people.of(number);
  }

  /** How many different numbers messages were taken for; 0 if not watched. */
  long numbers() {
    return people.size();
  }

  private boolean fits(long message) {
    int now = (int) ((ticker.getAsLong() - origin) / MILLI);
    int hour = place(withinTheHour, message, MOST_LONG, now);
    if (hour < 0) {
      return false;
    }
    if (place(lately, message, MOST_SHORT, now) < 0) {
      withinTheHour.forget(Hash64.mix(message + hour));
      return false;
    }
    return true;
  }

  /** Takes a place: each is a hash of its own, free again when its time is over; -1 if none is. */
  private static int place(ExpiringIds places, long message, int count, int now) {
    for (int i = 1; i <= count; i++) {
      if (places.remember(Hash64.mix(message + i), now).fresh()) {
        return i;
      }
    }
    return -1;
  }

  void clear() {
    texts.clear();
    people.clear();
    lately.clear();
    withinTheHour.clear();
    accepted.reset();
    refused.reset();
    duplicates.reset();
    sequence.set(0);
  }
}
