package io.notifyjava.policy;

import java.time.Duration;
import java.util.Objects;

/**
 * When a message that certainly was not sent is tried again.
 *
 * <p>The wait before retry <i>n</i> is {@code initialBackoff} times 2<sup>n-1</sup>, at most {@code
 * maxBackoff}, spread evenly over {@code jitter} of itself downwards, and never less than what the
 * provider asked for. Retries also draw on a budget: each first attempt of an account earns {@code
 * budgetRatio} of a retry, up to {@code budgetReserve}, so that a sick provider is not multiplied.
 *
 * @param maxAttempts calls to one provider for one message, the first included; 1 to 10; default 3
 * @param initialBackoff wait before the first retry; more than zero; default 200 ms
 * @param maxBackoff longest wait; at least {@code initialBackoff}; default 10 s
 * @param jitter share of the wait that is random; 0 to 1; default 0.5
 * @param budgetRatio retries earned by each message; 0 to 1; default 0.1
 * @param budgetReserve retries that can be saved up, and that are there at the start; 0 to 10,000;
 *     default 100
 * @since 0.1.0
 */
public record RetryPolicy(
    int maxAttempts,
    Duration initialBackoff,
    Duration maxBackoff,
    double jitter,
    double budgetRatio,
    int budgetReserve) {

  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(3, Duration.ofMillis(200), Duration.ofSeconds(10), 0.5, 0.1, 100);

  public RetryPolicy {
    Ranges.check("maxAttempts", maxAttempts, 1, 10);
    Ranges.positive("initialBackoff", initialBackoff);
    Objects.requireNonNull(maxBackoff, "maxBackoff");
    if (maxBackoff.compareTo(initialBackoff) < 0) {
      throw new IllegalArgumentException(
          "maxBackoff must be at least initialBackoff ("
              + initialBackoff
              + "), but was "
              + maxBackoff);
    }
    Ranges.check("jitter", jitter, 0, 1);
    Ranges.check("budgetRatio", budgetRatio, 0, 1);
    Ranges.check("budgetReserve", budgetReserve, 0, 10_000);
  }

  /** Returns the documented defaults. */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /** Returns a policy that never tries again. */
  public static RetryPolicy never() {
    return DEFAULTS.withMaxAttempts(1);
  }

  /** Returns this policy with another number of attempts. */
  public RetryPolicy withMaxAttempts(int maxAttempts) {
    return new RetryPolicy(
        maxAttempts, initialBackoff, maxBackoff, jitter, budgetRatio, budgetReserve);
  }

  /** Returns this policy with other waits. */
  public RetryPolicy withBackoff(Duration initialBackoff, Duration maxBackoff) {
    return new RetryPolicy(
        maxAttempts, initialBackoff, maxBackoff, jitter, budgetRatio, budgetReserve);
  }

  /** Returns this policy with another jitter. */
  public RetryPolicy withJitter(double jitter) {
    return new RetryPolicy(
        maxAttempts, initialBackoff, maxBackoff, jitter, budgetRatio, budgetReserve);
  }

  /** Returns this policy with another budget. */
  public RetryPolicy withBudget(double ratio, int reserve) {
    return new RetryPolicy(maxAttempts, initialBackoff, maxBackoff, jitter, ratio, reserve);
  }
}
