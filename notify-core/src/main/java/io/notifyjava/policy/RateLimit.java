package io.notifyjava.policy;

import java.time.Duration;

/**
 * How many calls one account may make in any period: wherever a window of that length is laid, no
 * more turns than the permits lie within. Calls over it wait their turn, up to {@code maxWait}, and
 * are rejected as throttled beyond. A call that carries several messages takes one turn.
 *
 * @param permits calls in any period; 1 to 1,000,000; each costs 8 bytes once it is used
 * @param period more than zero
 * @param maxWait longest wait for a turn; zero rejects at once; default of {@link #of} is 10 s
 * @since 0.1.0
 */
public record RateLimit(int permits, Duration period, Duration maxWait) {

  private static final Duration DEFAULT_MAX_WAIT = Duration.ofSeconds(10);

  public RateLimit {
    Ranges.check("permits", permits, 1, 1_000_000);
    Ranges.positive("period", period);
    Ranges.notNegative("maxWait", maxWait);
  }

  /** Returns a limit whose callers wait at most 10 seconds. */
  public static RateLimit of(int permits, Duration period) {
    return new RateLimit(permits, period, DEFAULT_MAX_WAIT);
  }

  /** Returns this limit with another longest wait. */
  public RateLimit withMaxWait(Duration maxWait) {
    return new RateLimit(permits, period, maxWait);
  }
}
