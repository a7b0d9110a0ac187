package io.notifyjava.testkit.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What an Aliyun simulator was built with.
 *
 * @param keys in order, at least one
 * @param signs approved ones; any if empty
 * @param templates approved ones by code; any if empty
 * @param limits whether a number can have too many
 * @param callsPerSecond 0 for no limit
 * @param detailsDelay how long a message cannot be asked about yet
 */
record AliyunSmsSettings(
    List<AliyunSmsKey> keys,
    Set<String> signs,
    Map<String, AliyunSmsTemplate> templates,
    int longestValue,
    boolean limits,
    int callsPerSecond,
    Duration detailsDelay,
    Clock clock,
    LongSupplier ticker,
    boolean watchDuplicates,
    int recentRequests,
    boolean controlEndpoints,
    long seed) {

  /** Keeps the secrets out of every log. */
  @Override
  public String toString() {
    return "settings of " + keys.size() + " access keys";
  }
}
