package io.notifyjava.internal.limit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs failures of a store: at WARN once a minute at most, with the number of those in between. */
final class StoreFaults {

  private static final Logger log = LoggerFactory.getLogger(StoreFaults.class);
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier ticker;
  private final AtomicLong loggedAt = new AtomicLong(Long.MIN_VALUE);
  private final AtomicLong unlogged = new AtomicLong();

  StoreFaults(LongSupplier ticker) {
    this.ticker = ticker;
  }

  /** Notes that a method threw, and returns how to speak of it. */
  String threw(String method, Throwable e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
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
