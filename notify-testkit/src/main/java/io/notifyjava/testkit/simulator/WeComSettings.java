package io.notifyjava.testkit.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a WeCom simulator was built with.
 *
 * @param applications agent ids with their secrets, in order, at least one
 * @param foreignSecrets secrets of other corporations
 * @param robotKeys in order, at least one
 */
record WeComSettings(
    String corpId,
    Map<Long, String> applications,
    Set<String> foreignSecrets,
    Set<String> robotKeys,
    Clock clock,
    LongSupplier ticker,
    Supplier<String> hints,
    String callerIp,
    Duration tokenLifetime,
    WeComChoices choices,
    boolean watchDuplicates,
    int recentRequests,
    boolean controlEndpoints,
    long seed) {

  /** Keeps the secrets out of every log. */
  @Override
  public String toString() {
    return "settings of " + applications.size() + " applications";
  }
}
