package io.notifyjava.signing.legacy;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The digests of the older scheme. Which one counts is a setting of both sides, never said by a
 * request.
 *
 * @since 0.1.0
 */
public enum DigestAlgorithm {
  /** Broken: two texts with one digest are found in seconds, and stay a pair under any API key. */
  MD5("MD5", "md5"),
  /** Broken, at a price. */
  SHA1("SHA-1", "sha1"),
  /** 28 bytes. */
  SHA224("SHA-224", "sha224"),
  /** 32 bytes; the default. */
  SHA256("SHA-256", "sha256"),
  /** 48 bytes. */
  SHA384("SHA-384", "sha384"),
  /** 64 bytes. */
  SHA512("SHA-512", "sha512");

  private final String jdkName;
  private final String wireName;

  DigestAlgorithm(String jdkName, String wireName) {
    this.jdkName = jdkName;
    this.wireName = wireName;
  }

  /**
   * Finds one by the name that older systems have in their configuration, such as {@code sha256}.
   *
   * @throws IllegalArgumentException if there is none of that name; {@code sha128}, which some of
   *     them list, is no digest
   */
  public static DigestAlgorithm ofName(String name) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.wireName.equals(name)) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException(
        "Digest: expected one of "
            + Arrays.stream(values()).map(a -> a.wireName).collect(Collectors.joining(", "))
            + ", but found '"
            + name
            + "'");
  }

  /** Returns whether pairs of texts with one digest can be made. */
  public boolean isWeak() {
    return this == MD5 || this == SHA1;
  }

  String jdkName() {
    return jdkName;
  }

  /** Refuses a weak one that nobody asked for. */
  void check(boolean weakAllowed) {
    if (isWeak() && !weakAllowed) {
      throw new IllegalArgumentException(
          "Digest "
              + wireName
              + " is broken: who can choose a text can forge signatures without the API key. Use"
              + " sha256, or call allowWeakDigest() if the other side knows nothing better");
    }
  }
}
