package io.notifyjava.internal.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs failures of a store: at WARN once a minute at most, with the number of those in between. Has
 * it left alone for a moment when it failed slowly, so that not every message waits for it.
 */
final class StoreFaults {

  private static final Logger log = LoggerFactory.getLogger(StoreFaults.class);
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  /** A failure that took this long holds up those who send; others cost nothing to try again. */
  private static final long SLOW = Duration.ofMillis(500).toNanos();

  private static final long REST = Duration.ofSeconds(1).toNanos();

  private final LongSupplier ticker;
  private final AtomicLong loggedAt = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong unlogged = new AtomicLong();
  private volatile boolean failedSlowly;
  private volatile long restsUntil;

  StoreFaults(LongSupplier ticker) {
    this.ticker = ticker;
  }

  long now() {
    return ticker.getAsLong();
  }

  /** Tells whether the store is to be left alone for now. */
  boolean rests() {
    return failedSlowly && restsUntil - now() > 0;
  }

  /** Notes that a method threw that was called then, and returns how to speak of it. */
  String threw(String method, Throwable e, long begun) {
    long now = now();
    if (now - begun >= SLOW) {
      restsUntil = now + REST;
      failedSlowly = true;
    }
    // Only its kind: the text is not ours and may hold anything.
    String what = "threw " + e.getClass().getName();
    wrong(method, what);
    return what;
  }

  /** Notes that a method broke its contract. */
  void wrong(String method, String what) {
    long now = ticker.getAsLong();
    long last = loggedAt.get();
    boolean due = last == Long.MIN_VALUE || now - last >= QUIET_NANOS;
    if (due && loggedAt.compareAndSet(last, now)) {
      log.warn(
          "The store of limits {} at {} ({} more failures since the last such line)",
          what,
          method,
          unlogged.getAndSet(0));
    } else {
      unlogged.incrementAndGet();
      log.debug("The store of limits {} at {}", what, method);
    }
  }
}
