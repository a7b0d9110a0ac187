package io.notifyjava.testkit.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Knows how people stand to the account; everyone well-formed follows by default. Thread-safe. */
final class Recipients {

  private static final int SHORTEST = 6;
  private static final int LONGEST = 64;

  private final Map<String, Follower> known = new ConcurrentHashMap<>();
  private volatile Predicate<String> foreign = openId -> false;

  void set(String openId, Follower follower) {
    known.put(openId, follower);
  }

  /** The rule for everybody who was not named. */
  void foreignWhen(Predicate<String> rule) {
    foreign = rule;
  }

  void clear() {
    known.clear();
    foreign = openId -> false;
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
    if (follower == Follower.FOREIGN || (follower == null && foreign.test(openId))) {
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
