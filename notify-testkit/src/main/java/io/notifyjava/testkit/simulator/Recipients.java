package io.notifyjava.testkit.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Knows how people stand to the account; everyone well-formed follows by default. Thread-safe. */
final class Recipients {

  private static final int SHORTEST = 6;
  private static final int LONGEST = 64;

  private final Map<String, Follower> known = new ConcurrentHashMap<>();

  void set(String openId, Follower follower) {
    known.put(openId, follower);
  }

  void clear() {
    known.clear();
  }

  /**
   * How the recipient of a message stands.
   *
   * @throws Refused 40003 for an open id that is missing, malformed or somebody else's
   */
  Follower standing(@Nullable String openId) {
    if (openId == null || !wellFormed(openId)) {
      throw new Refused(40003);
    }
    Follower follower = known.isEmpty() ? null : known.get(openId);
    if (follower == Follower.FOREIGN) {
      throw new Refused(40003);
    }
    return follower == null ? Follower.FOLLOWING : follower;
  }

  private static boolean wellFormed(String openId) {
    if (openId.length() < SHORTEST || openId.length() > LONGEST) {
      return false;
    }
    for (int i = 0; i < openId.length(); i++) {
      char c = openId.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }
}
