package io.notifyjava.testkit.simulator;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What a simulator of Huawei Cloud's short message service was built with.
 *
 * @param applications keys with their secrets, in order, at least one
 */
record HuaweiSmsSettings(
    Map<String, String> applications,
    Map<String, HuaweiSmsTemplates.Entry> templates,
    Set<String> signs,
    HuaweiSmsChoices choices,
    Clock clock,
    LongSupplier ticker,
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
