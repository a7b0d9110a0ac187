package io.notifyjava.signing.internal;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) under one key. Both blocks that are made of the key are digested once and
 * their states copied for each use: two blocks less for every MAC, one less than a copy of a {@code
 * Mac} has, and nothing to look up or to set up.
 */
public final class HmacSha256 {

  private static final int BLOCK = 64;
  private static final Digest SHA256 = Digest.of("SHA-256");

  /** Never fed again, only copied: so many threads may copy them at once. */
  private final MessageDigest inner;

  private final MessageDigest outer;

  /** Sets it up; the array is not kept. */
  public HmacSha256(byte[] key) {
    byte[] block = Arrays.copyOf(key.length > BLOCK ? SHA256.hash(key) : key, BLOCK);
    inner = fed(block, 0x36);
    outer = fed(block, 0x36 ^ 0x5c);
    Arrays.fill(block, (byte) 0);
  }

  private static MessageDigest fed(byte[] block, int pad) {
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= (byte) pad;
    }
    MessageDigest digest = SHA256.fresh();
    digest.update(block);
    copy(digest);
    return digest;
  }

  /** Computes the MAC of some bytes: 32 bytes. */
  public byte[] mac(byte[] bytes, int offset, int length) {
    MessageDigest digest = copy(inner);
    digest.update(bytes, offset, length);
    return copy(outer).digest(digest.digest());
  }

  /** Computes the MAC of some bytes and others behind them: 32 bytes. */
  public byte[] mac(byte[] bytes, byte[] more) {
    MessageDigest digest = copy(inner);
    digest.update(bytes);
    return copy(outer).digest(digest.digest(more));
  }

  private static MessageDigest copy(MessageDigest digest) {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(
          "Expected SHA-256 of this JDK's own provider, which can be copied, but found another one",
          e);
    }
  }
}
