package io.notifyjava.signing.wsse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.signing.internal.Digest;
import io.notifyjava.signing.internal.Hex;
import java.util.Base64;

/**
 * What a WSSE {@code PasswordDigest} is: SHA-256 over nonce, time and password, then Base64. Two
 * readings are in use, and one vendor (Huawei Cloud, "Authentication", sms_05_0046) ships samples
 * of both.
 *
 * @since 0.1.0
 */
public enum DigestForm {
  /** Base64 of the digest's 64 hexadecimal digits: 88 characters. As Huawei's page prints it. */
  HEX,
  /** Base64 of the digest's 32 bytes: 44 characters. */
  RAW;

  private static final Digest SHA256 = Digest.of("SHA-256");

  /** Returns the digest; nonce and time are ASCII. */
  String digest(String nonce, String created, byte[] password) {
    var digest = SHA256.fresh();
    digest.update((nonce + created).getBytes(UTF_8));
    byte[] hash = digest.digest(password);
    return Base64.getEncoder().encodeToString(this == HEX ? Hex.digits(hash) : hash);
  }
}
