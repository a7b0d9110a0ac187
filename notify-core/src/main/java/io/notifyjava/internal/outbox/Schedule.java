package io.notifyjava.internal.outbox;

import io.notifyjava.spi.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * When the dispatcher looks for due entries by itself, and wakes at all: now and then, and when an
 * entry is due of which this node knows. Used under the dispatcher's lock, but for {@link #dueAt}
 * and {@link #dueIn}.
 */
final class Schedule {

  private static final long NEVER = Long.MAX_VALUE;

  private final Clock clock;
  private final LongSupplier ticker;
  private final Timer timer;
  private final RandomGenerator random;
  private final Runnable wake;
  private final long pollInterval;
  private final AtomicLong dueAt = new AtomicLong(NEVER);
  private long pollAt;
  private boolean alarmSet;
  private long alarmAt;

  Schedule(Dispatcher.Parts parts, Runnable wake) {
    this.clock = parts.clock();
    this.ticker = parts.ticker();
    this.timer = parts.timer();
    this.random = parts.random();
    this.wake = wake;
    this.pollInterval = parts.options().pollInterval().toNanos();
    this.pollAt = ticker.getAsLong();
  }

  /** An entry is due then, in milliseconds of the clock. The earliest such time counts. */
  void dueAt(long millis) {
    dueAt.accumulateAndGet(millis, Math::min);
  }

  /** An entry is due after this time. */
  void dueIn(Duration wait) {
    dueAt(clock.millis() + wait.toMillis() + 1);
  }

  /** Tells whether it is time to look; if so, the next time is some while from now. */
  boolean isTimeToLook() {
    long now = ticker.getAsLong();
    long due = dueAt.get();
    boolean isDue = clock.millis() >= due && dueAt.compareAndSet(due, NEVER);
    if (!isDue && pollAt - now > 0) {
      return false;
    }
    // Spread, so that nodes that were started together do not look together.
    pollAt = now + (long) (pollInterval * (0.8 + 0.4 * random.nextDouble()));
    return true;
  }

  /** Wakes the dispatcher when it is time to look. */
  void wakeForLook() {
    wakeAt(pollAt);
    long due = dueAt.get();
    if (due != NEVER) {
      long wait = Math.max(1, due - clock.millis());
      wakeAt(ticker.getAsLong() + Duration.ofMillis(wait).toNanos());
    }
  }

  /**
   * Wakes the dispatcher at the earliest of the times, by the ticker, that it was asked for. What
   * was set for a later time cannot be called off and wakes it in vain, which costs nothing.
   */
  void wakeAt(long time) {
    long now = ticker.getAsLong();
    if (alarmSet && alarmAt - now > 0 && alarmAt - time <= 0) {
      return;
    }
    alarmSet = true;
    alarmAt = time;
    timer.schedule(Duration.ofNanos(Math.max(0, time - now)), wake);
  }
}
