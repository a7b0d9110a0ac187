package io.notifyjava.token;

import io.notifyjava.result.Failure;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The wait between failing renewals, and what callers are told meanwhile. Not thread-safe: {@link
 * CacheState} guards it.
 */
final class Backoff {

  /**
   * Waits lose up to this share, so that nodes do not call in step. Downwards, and small enough
   * that permanent failures stay at three calls a minute.
   */
  private static final double JITTER = 0.2;

  /** Somebody must mend the set-up; calling more often would not help, and may lock the account. */
  private static final Duration PERMANENT = Duration.ofSeconds(30);

  /** A platform that asks for more patience than this is asked again sooner. */
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

  private final TokenCachePolicy policy;
  private final RandomGenerator random;
  private int failures;
  private long until;
  private @Nullable Failure failure;

  Backoff(TokenCachePolicy policy, RandomGenerator random) {
    this.policy = policy;
    this.random = random;
  }

  /** Returns the failure that is in force, or null if the next renewal may start. */
  @Nullable Failure activeAt(long now) {
    return failure != null && now - until < 0 ? failure : null;
  }

  /** When the next renewal may start. */
  long until() {
    return until;
  }

  /**
   * Notes a failed renewal and returns the failure as callers see it.
   *
   * @param atLeast shortest wait before the next renewal
   */
  Failure failed(Failure reason, Duration atLeast, long now) {
    failures++;
    long wait = Math.max(atLeast.toNanos(), Math.max(jittered(step(reason)), asked(reason)));
    until = now + wait;
    Failure told =
        reason.retryable() && reason.retryAfter().isEmpty()
            ? reason.retryAfter(Duration.ofNanos(wait))
            : reason;
    failure = told;
    return told;
  }

  void reset() {
    failures = 0;
    failure = null;
  }

  private long step(Failure reason) {
    if (!reason.retryable()) {
      return PERMANENT.toNanos();
    }
    long max = policy.maxBackoff().toNanos();
    long step = policy.initialBackoff().toNanos();
    for (int i = 1; i < failures && step < max; i++) {
      step = Math.min(max, step * 2);
    }
    return step;
  }

  private long jittered(long nanos) {
    return (long) (nanos * (1 - JITTER * random.nextDouble()));
  }

  private static long asked(Failure reason) {
    Duration asked = reason.retryAfter().orElse(Duration.ZERO);
    return (asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked).toNanos();
  }
}
