package io.notifyjava.testkit.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the send calls that the vendor does not document or that depend on the account.
 *
 * @param urlBytes longest link of a template message in UTF-8 bytes
 * @param textBytes longest text of a customer message in UTF-8 bytes
 * @param miniPrograms mini programs bound to the account; empty if any is
 * @param duplicateReply the answer to a suppressed duplicate
 */
record SendLimits(
    int urlBytes, int textBytes, Set<String> miniPrograms, DuplicateReply duplicateReply) {

  SendLimits {
    miniPrograms = Set.copyOf(miniPrograms);
  }

  /**
   * Checks the mini program that a message links to.
   *
   * @throws Refused 40013 if it is missing or not bound
   */
  void requireBound(@Nullable String appId) {
    boolean known = appId != null && !appId.isEmpty();
    if (!known || (!miniPrograms.isEmpty() && !miniPrograms.contains(appId))) {
      throw new Refused(40013);
    }
  }
}
