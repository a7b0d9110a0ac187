package io.notifyjava.testkit.simulator;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Counts something for each application and day in Beijing. Thread-safe. */
final class DayCount {

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Long> counts = new HashMap<>();
  private long day;

  DayCount(Clock clock) {
    this.clock = clock;
  }

  /** Adds so many, unless there would be more than the limit; false then. */
  boolean add(long agentId, long number, long limit) {
    lock.lock();
    try {
      long today = LocalDate.ofInstant(clock.instant(), QuotaBook.VENDOR_ZONE).toEpochDay();
      if (today != day) {
        day = today;
        counts.clear();
      }
      long sum = counts.getOrDefault(agentId, 0L) + number;
      if (sum > limit) {
        return false;
      }
      counts.put(agentId, sum);
      return true;
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      counts.clear();
    } finally {
      lock.unlock();
    }
  }
}
