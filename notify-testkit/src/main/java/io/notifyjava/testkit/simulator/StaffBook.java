package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Knows the account's customer-service staff; as long as nobody was named, anybody. Thread-safe.
 */
final class StaffBook {

  /** The vendor's page on staff accounts: a prefix, an at sign, the account's own name. */
  private static final Pattern WELL_FORMED =
      Pattern.compile("[A-Za-z0-9_]{1,10}@[A-Za-z0-9_-]{1,30}");

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  void add(String account) {
    known.add(account);
  }

  void clear() {
    known.clear();
  }

  /**
   * Checks who a message comes from.
   *
   * @throws Refused 61451 for a malformed account, 61452 for one that does not exist
   */
  void check(JsonNode message) {
    if (!JsonFields.has(message, "customservice")) {
      return;
    }
    JsonNode account = message.path("customservice").path("kf_account");
    if (!account.isTextual() || !WELL_FORMED.matcher(account.textValue()).matches()) {
      throw new Refused(61451);
    }
    if (!known.isEmpty() && !known.contains(account.textValue())) {
      throw new Refused(61452);
    }
  }
}
