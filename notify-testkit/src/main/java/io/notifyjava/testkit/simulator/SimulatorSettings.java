package io.notifyjava.testkit.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a simulator was built with.
 *
 * @param accounts app ids with their secrets, in order, at least one
 */
record SimulatorSettings(
    Map<String, String> accounts,
    Clock clock,
    LongSupplier ticker,
    Supplier<String> rids,
    Duration tokenLifetime,
    Predicate<String> closedWindows,
    SendLimits limits,
    ReplyContentType contentType,
    boolean watchDuplicates,
    int recentRequests,
    boolean controlEndpoints,
    long seed) {

  /** Keeps the secrets out of every log. */
  @Override
  public String toString() {
    return "settings of " + accounts.size() + " accounts";
  }
}
