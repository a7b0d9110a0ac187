package io.notifyjava.benchmarks.outbox;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * The jobs of a run: their payloads, and how often and when each was done. Thread-safe.
 *
 * <p>Libraries that make their handlers themselves find it by {@link #current()}; a run has its JVM
 * to itself.
 */
final class Jobs {

  /** As long as the text of a message with a few variables. */
  private static final String TEXT = "Your parcel is on its way to you. ".repeat(5);

  private static final LongSupplier TICKER = System::nanoTime;
  private static volatile Jobs current = new Jobs(0);

  private final AtomicIntegerArray times;
  private final AtomicLongArray doneAt;
  private final CountDownLatch left;

  private Jobs(int count) {
    times = new AtomicIntegerArray(count);
    doneAt = new AtomicLongArray(count);
    left = new CountDownLatch(count);
  }

  /** Begins with a number of jobs of which none is done. */
  static Jobs begin(int count) {
    Jobs begun = new Jobs(count);
    current = begun;
    return begun;
  }

  static Jobs current() {
    return current;
  }

  /** Returns what is stored for a job: its number and about 170 letters. */
  static String payload(int number) {
    return number + ":" + TEXT;
  }

  /** Does a job: takes note of it. */
  void done(String payload) {
    int number = Integer.parseInt(payload.substring(0, payload.indexOf(':')));
    doneAt.set(number, TICKER.getAsLong());
    if (times.incrementAndGet(number) == 1) {
      left.countDown();
    }
  }

  /** Waits until each job was done once. */
  void await(long seconds) throws InterruptedException {
    if (!left.await(seconds, TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "Expected all jobs to be done within " + seconds + " s, but left are " + left.getCount());
    }
  }

  /** Waits until one job was done, and returns when, as of {@link System#nanoTime()}. */
  long awaitOne(int number, long seconds) {
    long end = TICKER.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
    while (times.get(number) == 0) {
      if (TICKER.getAsLong() > end) {
        throw new IllegalStateException("Expected job " + number + " within " + seconds + " s");
      }
      Thread.onSpinWait();
    }
    return doneAt.get(number);
  }

  /** Returns how many jobs were done more often than once. */
  int repeated() {
    int repeated = 0;
    for (int i = 0; i < times.length(); i++) {
      repeated += times.get(i) > 1 ? 1 : 0;
    }
    return repeated;
  }
}
