package io.notifyjava.policy;

import java.time.Duration;

/**
 * How long a send may take.
 *
 * @param total from the call of {@code send} to its result, all attempts and waits included;
 *     default 30 s
 * @param attempt one call to a provider, from connecting to the last byte of the answer; at most
 *     {@code total}; default 10 s
 * @since 0.1.0
 */
public record TimeoutPolicy(Duration total, Duration attempt) {

  private static final TimeoutPolicy DEFAULTS =
      new TimeoutPolicy(Duration.ofSeconds(30), Duration.ofSeconds(10));

  public TimeoutPolicy {
    Ranges.positive("total", total);
    Ranges.positive("attempt", attempt);
    if (attempt.compareTo(total) > 0) {
      throw new IllegalArgumentException(
          "attempt must be at most total (" + total + "), but was " + attempt);
    }
  }

  /** Returns the documented defaults. */
  public static TimeoutPolicy defaults() {
    return DEFAULTS;
  }
}
