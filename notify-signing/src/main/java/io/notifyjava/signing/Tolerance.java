package io.notifyjava.signing;

import java.time.Duration;
import java.util.Objects;

/**
 * How far the time of a signature may lie from the verifier's own. There is no value that switches
 * the check off.
 *
 * @param past how old it may be, clock skew included; above 0, at most 1 hour
 * @param future how far ahead it may be, for signers whose clock is fast; above 0, at most 1 hour
 * @since 0.1.0
 */
public record Tolerance(Duration past, Duration future) {

  private static final Duration MAX = Duration.ofHours(1);
  private static final Tolerance ONE_MINUTE =
      new Tolerance(Duration.ofMinutes(1), Duration.ofMinutes(1));
  private static final Tolerance FIVE_MINUTES =
      new Tolerance(Duration.ofMinutes(5), Duration.ofMinutes(1));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is not above 0 and at most 1 hour
   */
  public Tolerance {
    check(past, "past");
    check(future, "future");
  }

  /** Returns one minute both ways: the default of the older scheme. */
  public static Tolerance oneMinute() {
    return ONE_MINUTE;
  }

  /** Returns five minutes back and one ahead: the default of all other schemes. */
  public static Tolerance fiveMinutes() {
    return FIVE_MINUTES;
  }

  /** Returns one that is equal both ways. */
  public static Tolerance of(Duration both) {
    return new Tolerance(both, both);
  }

  private static void check(Duration value, String name) {
    Objects.requireNonNull(value, name);
    if (value.isNegative() || value.isZero() || value.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "Tolerance " + name + ": expected above 0 and at most 1 hour, but found " + value);
    }
  }
}
