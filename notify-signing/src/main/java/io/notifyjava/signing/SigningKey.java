package io.notifyjava.signing;

import io.notifyjava.signing.internal.Ascii;
import io.notifyjava.signing.internal.HmacSha256;
import java.time.Instant;
import java.util.Objects;

/**
 * A key for HMAC-SHA256 with the id by which a request names it and the time in which it is valid.
 *
 * <p>Immutable, safe for use by many threads. {@link #toString()} shows the id and the times.
 *
 * @since 0.1.0
 */
public final class SigningKey {

  /** The fewest bytes that a key may have: as many as the digest has. */
  public static final int MIN_BYTES = 32;

  private static final int MAX_ID = 64;

  private final String id;
  private final HmacSha256 hmac;
  private final Instant notBefore;
  private final Instant notAfter;

  private SigningKey(String id, HmacSha256 hmac, Instant notBefore, Instant notAfter) {
    this.id = id;
    this.hmac = hmac;
    this.notBefore = notBefore;
    this.notAfter = notAfter;
  }

  /**
   * Makes a key that is always valid.
   *
   * @param id 1 to 64 of {@code A-Z a-z 0-9 . _ -}; travels in the clear
   * @param secret at least 32 bytes, drawn at random ({@link SigningSecret#random()})
   * @throws IllegalArgumentException if the id has another shape or the secret is shorter
   */
  public static SigningKey of(String id, SigningSecret secret) {
    if (!isId(Objects.requireNonNull(id, "id"))) {
      throw new IllegalArgumentException(
          "SigningKey id: expected 1 to 64 of A-Z a-z 0-9 . _ -, but found "
              + id.length()
              + " characters, not all of them such");
    }
    if (secret.length() < MIN_BYTES) {
      throw new IllegalArgumentException(
          "SigningKey '"
              + id
              + "': expected a secret of at least 32 random bytes, but found "
              + secret.length()
              + "; draw one with SigningSecret.random()");
    }
    return new SigningKey(id, secret.use(HmacSha256::new), Instant.MIN, Instant.MAX);
  }

  /** Returns whether a text could be the id of a key. */
  public static boolean isId(String text) {
    return !text.isEmpty() && text.length() <= MAX_ID && Ascii.isToken(text);
  }

  /**
   * Returns the same key, valid only from one moment on and before another.
   *
   * @throws IllegalArgumentException if the second is not after the first
   */
  public SigningKey validBetween(Instant notBefore, Instant notAfter) {
    if (!notAfter.isAfter(notBefore)) {
      throw new IllegalArgumentException(
          "SigningKey '"
              + id
              + "': expected notAfter above notBefore, but found "
              + notBefore
              + " and "
              + notAfter);
    }
    return new SigningKey(id, hmac, notBefore, notAfter);
  }

  /** Returns the same key, valid before a moment only. */
  public SigningKey validUntil(Instant notAfter) {
    return validBetween(notBefore, notAfter);
  }

  /** Returns the id. */
  public String id() {
    return id;
  }

  /** Returns the first moment at which it is valid. */
  public Instant notBefore() {
    return notBefore;
  }

  /** Returns the first moment at which it is valid no more. */
  public Instant notAfter() {
    return notAfter;
  }

  /** Returns whether it is valid at a moment. */
  public boolean isValidAt(Instant now) {
    return !now.isBefore(notBefore) && now.isBefore(notAfter);
  }

  /** Computes the HMAC-SHA256 of some bytes: 32 bytes. */
  public byte[] mac(byte[] bytes, int offset, int length) {
    return hmac.mac(bytes, offset, length);
  }

  @Override
  public String toString() {
    return "SigningKey(" + id + ", " + notBefore + " to " + notAfter + ")";
  }
}
