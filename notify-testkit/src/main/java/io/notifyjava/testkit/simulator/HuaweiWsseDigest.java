package io.notifyjava.testkit.simulator;

/**
 * What of a SHA-256 hash stands in a WSSE {@code PasswordDigest} as Base64. The vendor's samples
 * have both.
 *
 * @since 0.1.0
 */
public enum HuaweiWsseDigest {
  /** The 32 bytes: 44 characters. */
  RAW,
  /** The 64 lower-case hexadecimal digits: 88 characters. */
  HEX
}
