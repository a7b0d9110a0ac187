package io.notifyjava.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of keys that tell nothing. */
final class Digests {

  private static final int BYTES = 16;

  private Digests() {}

  /** Returns 128 bits of the SHA-256 of a text as 32 hexadecimal digits. */
  static String sha256(String text) {
    return HexFormat.of()
        .formatHex(digest("SHA-256", text.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
  }

  /** Returns the digits by which a server names a script. */
  static String sha1(byte[] bytes) {
    return HexFormat.of().formatHex(digest("SHA-1", bytes));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + algorithm, e);
    }
  }
}
