package io.notifyjava.examples.sms;

import io.notifyjava.testkit.wire.WireRequest;
import java.util.Random;
import java.util.function.Predicate;

/**
 * What a simulated vendor does wrong.
 *
 * @param systemErrors share of calls answered by a system error, 0 to 1
 * @param throttled share of calls refused for now
 * @param silent share of calls carried out and never answered
 */
record Faults(double systemErrors, double throttled, double silent) {

  static final Faults NONE = new Faults(0, 0, 0);

  Faults {
    if (systemErrors + throttled + silent > 1) {
      throw new IllegalArgumentException(
          "--system-errors, --throttled and --silent must be at most 100% together");
    }
  }

  boolean isNone() {
    return equals(NONE);
  }

  /** Rules are asked one after the other, so each share is of the calls that are left to it. */
  Predicate<WireRequest> systemError() {
    return chance(systemErrors, 1);
  }

  Predicate<WireRequest> throttle() {
    return chance(of(throttled, 1 - systemErrors), 2);
  }

  Predicate<WireRequest> silence() {
    return chance(of(silent, 1 - systemErrors - throttled), 3);
  }

  private static double of(double share, double left) {
    return left <= 0 ? 0 : Math.min(1, share / left);
  }

  private static Predicate<WireRequest> chance(double share, long seed) {
    Random random = new Random(seed);
    return request -> random.nextDouble() < share;
  }
}
