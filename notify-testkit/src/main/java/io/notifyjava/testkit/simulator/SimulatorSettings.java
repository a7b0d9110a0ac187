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
 * @param kinds what kind of account each app id is, if not a service account
 * @param windowsAddUp whether a window opened by name adds to the one before
 * @param mediaLimits sizes in place of the documented ones
 * @param checkMediaFormat whether uploads must look like what they are said to be
 * @param emojiAsTwo whether an emoji in a value counts as two characters
 */
record SimulatorSettings(
    Map<String, String> accounts,
    Map<String, AccountKind> kinds,
    Clock clock,
    LongSupplier ticker,
    Supplier<String> rids,
    Duration tokenLifetime,
    Predicate<String> closedWindows,
    boolean windowsAddUp,
    SendLimits limits,
    Map<MediaType, Integer> mediaLimits,
    boolean checkMediaFormat,
    boolean emojiAsTwo,
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
