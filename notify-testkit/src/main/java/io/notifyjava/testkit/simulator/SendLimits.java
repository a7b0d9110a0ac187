package io.notifyjava.testkit.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The numbers and answers of the send calls that the vendor does not document or that depend on the
 * account.
 *
 * @param urlBytes longest link of a template message in UTF-8 bytes
 * @param textBytes longest text of a customer message in UTF-8 bytes
 * @param menuItems most entries of a menu in a customer message
 * @param menuItemBytes longest entry of such a menu in UTF-8 bytes
 * @param miniPrograms mini programs bound to the account; empty if any is
 * @param pages pages of the mini programs; empty if any exists
 * @param duplicateReply the answer to a suppressed duplicate
 * @param subscriptionMsgid whether subscription calls answer a msgid
 * @param subscriptionReentry whether subscription calls heed client_msg_id
 * @param consentNeeded whether somebody who was never named has to consent first
 */
record SendLimits(
    int urlBytes,
    int textBytes,
    int menuItems,
    int menuItemBytes,
    Set<String> miniPrograms,
    Set<String> pages,
    DuplicateReply duplicateReply,
    boolean subscriptionMsgid,
    boolean subscriptionReentry,
    boolean consentNeeded) {

  SendLimits {
    miniPrograms = Set.copyOf(miniPrograms);
    pages = Set.copyOf(pages);
  }

  /** Whether the mini program is bound to the account. */
  boolean bound(@Nullable String appId) {
    boolean known = appId != null && !appId.isEmpty();
    return known && (miniPrograms.isEmpty() || miniPrograms.contains(appId));
  }

  /**
   * Checks the mini program that a message links to.
   *
   * @throws Refused 40013 if it is missing or not bound
   */
  void requireBound(@Nullable String appId) {
    if (!bound(appId)) {
      throw new Refused(40013);
    }
  }

  /**
   * Checks a page of a mini program; its query doesn't count, and without a path it is the home
   * page.
   *
   * @param refusal the call's error for a page that does not exist
   * @throws Refused with that error
   */
  void requirePage(@Nullable String path, int refusal) {
    if (path == null || path.isEmpty() || pages.isEmpty()) {
      return;
    }
    int query = path.indexOf('?');
    if (!pages.contains(query < 0 ? path : path.substring(0, query))) {
      throw new Refused(refusal);
    }
  }
}
