package io.notifyjava.testkit.simulator;

import java.util.Map;

/**
 * What a Xuanwu simulator is made of.
 *
 * @param accounts passwords by name, in their order
 */
record XuanwuSmsSettings(
    Map<String, String> accounts,
    XuanwuSmsChoices choices,
    boolean watchDuplicates,
    int recentRequests,
    boolean controlEndpoints,
    long seed) {

  /** Shows no password. */
  @Override
  public String toString() {
    return "XuanwuSmsSettings" + accounts.keySet();
  }
}
