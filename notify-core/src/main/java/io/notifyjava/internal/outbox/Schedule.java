package io.notifyjava.internal.outbox;

import io.notifyjava.spi.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When the dispatcher looks for due entries by itself, and wakes at all: now and then, and when an
 * entry is due of which this node knows. Used under the dispatcher's lock, but for {@link #dueAt}.
 */
final class Schedule {

  /** Later times are forgotten; the store is asked for them when these are over. */
  private static final int MOST_TIMES = 1_000;

  private static final Duration SOON = Duration.ofSeconds(1);

  /** Whatever is due later than this is asked for again by then. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Clock clock;
  private final LongSupplier ticker;
  private final Timer timer;
  private final RandomGenerator random;
  private final Runnable wake;
  private final Duration pollInterval;
  private final long startedAt;

  /** The next times of the calendar, in milliseconds of the clock. */
  private final ConcurrentSkipListSet<Long> dates = new ConcurrentSkipListSet<>();

  /** The ends of waits, in nanoseconds since the start: no clock can be set back. */
  private final TreeSet<Long> waits = new TreeSet<>();

  private long pollAt;
  private int misses;
  private boolean alarmSet;
  private long alarmAt;
  private volatile @Nullable Thread setting;

  Schedule(Dispatcher.Parts parts, Runnable wake) {
    this.clock = parts.clock();
    this.ticker = parts.ticker();
    this.timer = parts.timer();
    this.random = parts.random();
    this.wake = wake;
    this.pollInterval = parts.options().pollInterval();
    this.startedAt = ticker.getAsLong();
    this.pollAt = startedAt;
  }

  /** An entry is due then, in milliseconds of the clock. */
  void dueAt(long millis) {
    keep(dates, millis);
  }

  /** An entry is due after this time. */
  void dueIn(Duration wait) {
    long nanos = (wait.compareTo(LONGEST) > 0 ? LONGEST : wait).toNanos();
    // A store may count in milliseconds.
    keep(waits, elapsed() + nanos + Duration.ofMillis(1).toNanos());
  }

  private static void keep(NavigableSet<Long> times, long time) {
    times.add(time);
    if (times.size() > MOST_TIMES) {
      times.pollLast();
    }
  }

  /**
   * Takes the store's word for how long nothing is due, after all was claimed that was.
   *
   * @param wait zero if something is due all the same: it has become due since, or waits for its
   *     order; then it is looked for soon, and ever more seldom if that goes on
   */
  void next(Optional<Duration> wait) {
    if (wait.filter(Duration::isZero).isEmpty()) {
      misses = 0;
      wait.ifPresent(this::dueIn);
      return;
    }
    Duration soon = SOON.multipliedBy(1L << misses);
    misses = Math.min(misses + 1, 12);
    dueIn(soon.compareTo(pollInterval) < 0 ? soon : pollInterval);
  }

  private long elapsed() {
    return ticker.getAsLong() - startedAt;
  }

  /** Tells whether it is time to look; if so, the next time is some while from now. */
  boolean isTimeToLook() {
    long now = ticker.getAsLong();
    boolean isDate = takePast(dates, clock.millis());
    boolean isWaitOver = takePast(waits, elapsed());
    if (!isDate && !isWaitOver && pollAt - now > 0) {
      return false;
    }
    // Spread, so that nodes that were started together do not look together.
    pollAt = now + (long) (pollInterval.toNanos() * (0.8 + 0.4 * random.nextDouble()));
    return true;
  }

  private static boolean takePast(NavigableSet<Long> times, long now) {
    boolean any = false;
    // One by one: a time that is put meanwhile is taken or left, and never forgotten.
    for (Long past = times.floor(now); past != null; past = times.floor(now)) {
      any |= times.remove(past);
    }
    return any;
  }

  /** Returns when it is time to look, by the ticker. */
  long lookAt() {
    long at = pollAt;
    if (!waits.isEmpty()) {
      at = earlier(at, startedAt + waits.first());
    }
    Long date = dates.ceiling(Long.MIN_VALUE);
    if (date != null) {
      long wait = Math.min(LONGEST.toMillis(), Math.max(1, date - clock.millis()));
      at = earlier(at, ticker.getAsLong() + Duration.ofMillis(wait).toNanos());
    }
    return at;
  }

  /** Returns the earlier of two times of the ticker. */
  static long earlier(long one, long other) {
    return one - other <= 0 ? one : other;
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
    setting = Thread.currentThread();
    try {
      timer.schedule(Duration.ofNanos(Math.max(0, time - now)), this::ring);
    } finally {
      setting = null;
    }
  }

  private void ring() {
    // A timer that was closed rings at once, and would do so again and again.
    if (setting != Thread.currentThread()) {
      wake.run();
    }
  }
}
