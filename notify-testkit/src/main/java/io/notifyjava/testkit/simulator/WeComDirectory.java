package io.notifyjava.testkit.simulator;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Who belongs to the corporation; everyone with a well-formed id, unless something else was said.
 * Thread-safe.
 */
final class WeComDirectory {

  /** UserIDs have 1 to 64 of these, begin with a letter or digit, and ignore case. */
  private static final Pattern USER_ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_.@-]{0,63}");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

  private final Map<Kind, Map<String, Standing>> named = new EnumMap<>(Kind.class);
  private volatile boolean closed;

  /** The three kinds of recipients. */
  enum Kind {
    PERSON,
    PARTY,
    TAG
  }

  /** How a recipient stands to the applications. */
  enum Standing {
    VISIBLE,
    INVISIBLE,
    UNKNOWN,
    UNLICENSED
  }

  WeComDirectory() {
    for (Kind kind : Kind.values()) {
      named.put(kind, new ConcurrentHashMap<>());
    }
  }

  void set(Kind kind, String id, Standing standing) {
    of(kind).put(id.toLowerCase(Locale.ROOT), standing);
  }

  /** From now on nobody exists who was not named. */
  void close() {
    closed = true;
  }

  void clear() {
    named.values().forEach(Map::clear);
    closed = false;
  }

  Standing standing(Kind kind, String id) {
    Pattern form = kind == Kind.PERSON ? USER_ID : NUMBER;
    if (!form.matcher(id).matches()) {
      return Standing.UNKNOWN;
    }
    Standing unnamed = closed ? Standing.UNKNOWN : Standing.VISIBLE;
    Map<String, Standing> known = of(kind);
    return known.isEmpty() ? unnamed : known.getOrDefault(id.toLowerCase(Locale.ROOT), unnamed);
  }

  private Map<String, Standing> of(Kind kind) {
    return Objects.requireNonNull(named.get(kind));
  }
}
