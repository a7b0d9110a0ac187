package io.notifyjava.testkit.smtp;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A rule that a script has laid down: how often it fired, a way to take it back, and where the
 * story goes on. Thread-safe.
 *
 * @since 0.1.0
 */
public final class SmtpRule {

  private final SmtpOccasions occasions;
  private final Function<SmtpRule, SmtpScript> next;
  private final AtomicLong left;
  private final AtomicLong matched = new AtomicLong();
  private final AtomicLong fired = new AtomicLong();

  SmtpRule(SmtpOccasions occasions, Function<SmtpRule, SmtpScript> next) {
    this.occasions = occasions;
    this.next = next;
    this.left = new AtomicLong(occasions.times());
  }

  /** How often the rule has fired. */
  public long fired() {
    return fired.get();
  }

  /** Takes the rule back: it fires no more. */
  public void cancel() {
    left.set(0);
  }

  /**
   * Begins the next rule, for the same calls, which holds only after this one has fired as often as
   * it may (or was taken back).
   *
   * @throws IllegalStateException if this rule holds for ever
   */
  public SmtpScript then() {
    if (occasions.times() == Long.MAX_VALUE) {
      throw new IllegalStateException(
          "what comes before then() must come to an end; say once(), first(n) or next(n) in it");
    }
    return next.apply(this);
  }

  boolean alive() {
    return left.get() > 0;
  }

  /** Whether the rule fires on this matching call; counts the call either way. */
  boolean claim() {
    long number = matched.incrementAndGet() - occasions.after();
    if (number <= 0 || number % occasions.every() != 0 || !drawn(number)) {
      return false;
    }
    if (left.getAndUpdate(times -> Math.max(0, times - 1)) <= 0) {
      return false;
    }
    fired.incrementAndGet();
    return true;
  }

  /** Depends on the seed and on the call's number alone, so that a run can be repeated. */
  private boolean drawn(long number) {
    return occasions.share() >= 1
        || new SplittableRandom(occasions.seed() * 0x9e3779b97f4a7c15L + number).nextDouble()
            < occasions.share();
  }
}
