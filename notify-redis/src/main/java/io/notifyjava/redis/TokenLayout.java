package io.notifyjava.redis;

import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** Under which keys a token and its lock stand, and how the token is written. */
final class TokenLayout {

  /** Longer than any token with what is written before it; more is not fetched. */
  static final int MOST = 2_048 + 64;

  /** A vendor's token lives for two hours at most. */
  private static final Duration VENDOR_LIFE = Duration.ofHours(2);

  private static final Duration SHORTEST_TTL = Duration.ofMinutes(1);

  /** A cache takes no token with more to live. */
  private static final Duration LONGEST_TTL = Duration.ofHours(25);

  private final byte[] token;
  private final byte[] lock;
  private final boolean plain;

  private TokenLayout(String token, String lock, boolean plain) {
    this.token = RedisServer.bytes(token);
    this.lock = RedisServer.bytes(lock);
    this.plain = plain;
  }

  /** Ours: {@code 1 <end in ms since the epoch> <token>}; the first number is the version. */
  static TokenLayout own(String prefix, TokenKey key) {
    // Lengths, so that parts that read the same when joined stay apart.
    String parts = part(key.platform()) + part(key.account()) + part(key.fingerprint());
    String name = prefix + "token:{" + Digests.sha256(parts) + "}";
    return new TokenLayout(name, name + ":renewer", false);
  }

  /** That of an older system: the token and nothing else, with an expiry. */
  static TokenLayout plain(String key) {
    // The braces make a cluster keep the lock where the key is.
    String lock = key.contains("{") ? key + ":renewer" : "{" + key + "}:renewer";
    return new TokenLayout(key, lock, true);
  }

  private static String part(String text) {
    return text.length() + ":" + text;
  }

  /** Key of the token. */
  byte[] token() {
    return token;
  }

  /** Key of the renewer's lock, in the same slot of a cluster. */
  byte[] lock() {
    return lock;
  }

  /** Whether the token stands there by itself, and the key's end is its end. */
  boolean isPlain() {
    return plain;
  }

  byte[] written(AccessToken token) {
    return RedisServer.bytes(
        plain ? token.value() : "1 " + token.expiresAt().toEpochMilli() + " " + token.value());
  }

  /** How long the key is kept: to the token's end, but within bounds, whatever the clocks say. */
  long ttlMillis(AccessToken token, Instant now) {
    Duration left = Duration.between(now, token.expiresAt());
    Duration least = plain ? Duration.ofMillis(1) : SHORTEST_TTL;
    Duration most = plain ? VENDOR_LIFE : LONGEST_TTL;
    Duration kept = left.compareTo(least) < 0 ? least : left.compareTo(most) > 0 ? most : left;
    return kept.toMillis();
  }

  /** By which the value is found in what is written, in the language of the server's scripts. */
  String pattern() {
    return plain ? "^(.*)$" : "^1 %-?%d+ (.*)$";
  }

  /**
   * Reads what is kept.
   *
   * @param millisLeft what the key has left, for a plain one
   * @throws IllegalArgumentException if it is no token
   */
  AccessToken read(TokenKey key, byte[] kept, long millisLeft, Instant now) {
    String text = new String(kept, StandardCharsets.UTF_8);
    if (plain) {
      if (kept.length > 2_048) {
        throw notAToken(key, kept);
      }
      // A key that never ends was not written by the older system as we know it; the token does.
      return new AccessToken(
          text, now.plus(millisLeft < 0 ? VENDOR_LIFE : Duration.ofMillis(millisLeft)));
    }
    String[] parts = text.split(" ", 3);
    if (parts.length > 1 && parts[0].matches("[2-9]|\\d{2,3}")) {
      throw new RedisException(
          "The token of "
              + key
              + " is of layout "
              + parts[0]
              + ", this library reads layout 1; use the version that wrote it, or another prefix");
    }
    if (parts.length != 3 || !parts[0].equals("1") || !parts[1].matches("-?\\d{1,15}")) {
      throw notAToken(key, kept);
    }
    return new AccessToken(parts[2], Instant.ofEpochMilli(Long.parseLong(parts[1])));
  }

  private static IllegalArgumentException notAToken(TokenKey key, byte[] kept) {
    return new IllegalArgumentException(
        "What is kept for "
            + key
            + " is not a token: expected one of at most 2048 characters as this layout writes it,"
            + " found "
            + kept.length
            + " bytes");
  }
}
