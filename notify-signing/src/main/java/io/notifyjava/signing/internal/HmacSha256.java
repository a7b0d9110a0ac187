package io.notifyjava.signing.internal;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 under one key: set up once, copied for each use, as {@link Digest} is. */
public final class HmacSha256 {

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac prototype;

  /** Sets it up; the array is not kept. */
  public HmacSha256(byte[] key) {
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(key, ALGORITHM));
      // Feeds the padded key, the first block of every MAC, once and for all.
      prototype.update(new byte[0]);
      copy();
    } catch (NoSuchAlgorithmException | InvalidKeyException | CloneNotSupportedException e) {
      throw new IllegalStateException(
          "Expected HmacSHA256 of this JDK's own provider, which can be copied, but found none", e);
    }
  }

  /** Computes the MAC of some bytes: 32 bytes. */
  public byte[] mac(byte[] bytes, int offset, int length) {
    Mac mac = fresh();
    mac.update(bytes, offset, length);
    return mac.doFinal();
  }

  /** Returns a MAC that was fed with nothing yet. */
  public Mac fresh() {
    try {
      return copy();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("HmacSHA256 could be copied before, but not now", e);
    }
  }

  private Mac copy() throws CloneNotSupportedException {
    return (Mac) prototype.clone();
  }
}
