package io.notifyjava.internal.resilience;

import io.notifyjava.policy.RateLimit;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The rate limiter of one account: never more turns than {@code permits} in any {@code period}.
 *
 * <p>It remembers when the last {@code permits} turns are, and gives the next one a period after
 * the oldest of them. Counting in fixed cycles would need less memory, but lets twice the permits
 * pass around the edge of a cycle, which vendors punish.
 *
 * <p>Thread-safe; its monitor is held for a few instructions.
 */
public final class Limiter {

  /** Longer than any service runs, and short enough that sums do not overflow. */
  private static final long LONGEST = Long.MAX_VALUE / 4;

  private static final int FIRST_ROOM = 16;
  private static final Optional<Duration> NOW = Optional.of(Duration.ZERO);

  private final int permits;
  private final long period;
  private final long maxWait;
  private final LongSupplier ticker;

  /** When turns are, oldest at {@code next} once it is full; grows up to {@code permits}. */
  private long[] turns = {};

  private int taken;
  private int next;

  /** Creates a limiter that has given no turn yet. */
  public Limiter(RateLimit limit, LongSupplier ticker) {
    this.permits = limit.permits();
    this.period = nanos(limit.period());
    this.maxWait = nanos(limit.maxWait());
    this.ticker = ticker;
  }

  /**
   * Takes a turn and returns how long to wait for it; empty if it is too far off and was not taken.
   */
  public synchronized Optional<Duration> reserve() {
    long now = ticker.getAsLong();
    long wait = taken < permits ? 0 : Math.max(0, turns[next] - now + period);
    if (wait > maxWait) {
      return Optional.empty();
    }
    note(now + wait);
    return wait == 0 ? NOW : Optional.of(Duration.ofNanos(wait));
  }

  private void note(long turn) {
    if (taken < permits) {
      if (taken == turns.length) {
        turns = Arrays.copyOf(turns, Math.min(permits, Math.max(FIRST_ROOM, 2 * taken)));
      }
      turns[taken++] = turn;
    } else {
      turns[next] = turn;
      next = next + 1 == permits ? 0 : next + 1;
    }
  }

  private static long nanos(Duration duration) {
    // convert() keeps a very long time very long, where toNanos() would overflow.
    return Math.min(TimeUnit.NANOSECONDS.convert(duration), LONGEST);
  }
}
