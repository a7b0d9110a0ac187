package io.notifyjava.testkit.simulator;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The groups that applications made; any well-formed id, once none was named. Thread-safe. */
final class WeComGroups {

  private static final Pattern CHAT_ID = Pattern.compile("[0-9A-Za-z]{1,32}");

  private final Set<String> named = ConcurrentHashMap.newKeySet();

  void add(String chatId) {
    named.add(chatId);
  }

  void clear() {
    named.clear();
  }

  /**
   * Checks that there is such a group.
   *
   * @throws Refused 86001 for an id that is none, 86003 for an unknown one
   */
  void require(String chatId) {
    if (!CHAT_ID.matcher(chatId).matches()) {
      throw new Refused(86001);
    }
    if (!named.isEmpty() && !named.contains(chatId)) {
      throw new Refused(86003);
    }
  }
}
