package io.notifyjava.testkit.simulator;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets so many calls pass in a period, then none for as long as the block lasts.
 *
 * <p>The period begins with its first call; the block with the first call too many, and further
 * calls don't prolong it. Thread-safe.
 */
final class Frequency {

  private final LongSupplier ticker;
  private final long limit;
  private final long periodNanos;
  private final long blockNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean begun;
  private boolean blocked;
  private long since;
  private long count;

  Frequency(LongSupplier ticker, long limit, Duration period, Duration block) {
    this.ticker = ticker;
    this.limit = limit;
    this.periodNanos = period.toNanos();
    this.blockNanos = block.toNanos();
  }

  /** Counts a call; false if it is one too many, or comes during a block. */
  boolean admit() {
    lock.lock();
    try {
      long now = roll();
      if (blocked) {
        return false;
      }
      if (count == limit) {
        blocked = true;
        since = now;
        return false;
      }
      count++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether calls pass at the moment; counts nothing. */
  boolean open() {
    lock.lock();
    try {
      roll();
      return !blocked;
    } finally {
      lock.unlock();
    }
  }

  private long roll() {
    long now = ticker.getAsLong();
    if (!begun || now - since >= (blocked ? blockNanos : periodNanos)) {
      begun = true;
      blocked = false;
      since = now;
      count = 0;
    }
    return now;
  }
}
