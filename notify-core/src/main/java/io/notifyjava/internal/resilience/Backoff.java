package io.notifyjava.internal.resilience;

import io.notifyjava.policy.RetryPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The wait before a retry: exponential, jittered downwards, never less than the provider asked for.
 */
public final class Backoff {

  private final RetryPolicy policy;
  private final RandomGenerator random;

  public Backoff(RetryPolicy policy, RandomGenerator random) {
    this.policy = policy;
    this.random = random;
  }

  /**
   * Returns the wait before a retry.
   *
   * @param retry 1 for the first
   * @param atLeast what the provider asked for; zero if it did not
   */
  public Duration before(int retry, Duration atLeast) {
    // Ten doublings are more than any policy has retries, and cannot overflow before the minimum is
    // taken.
    long doubled = saturatingShift(policy.initialBackoff().toNanos(), Math.min(retry - 1, 30));
    long full = Math.min(doubled, policy.maxBackoff().toNanos());
    long wait = (long) (full * (1 - policy.jitter() * random.nextDouble()));
    return Duration.ofNanos(Math.max(wait, atLeast.toNanos()));
  }

  private static long saturatingShift(long value, int bits) {
    return value > (Long.MAX_VALUE >> bits) ? Long.MAX_VALUE : value << bits;
  }
}
