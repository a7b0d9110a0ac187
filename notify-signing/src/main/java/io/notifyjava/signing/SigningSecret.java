package io.notifyjava.signing;

import io.notifyjava.signing.internal.Utf8;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/**
 * A secret: an API key, a key of HMAC, a password, a token. Its {@link #toString()} shows nothing,
 * it is not serializable, and two of them are never equal.
 *
 * <p>Safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class SigningSecret implements AutoCloseable {

  private static final int RANDOM_BYTES = 32;

  private final byte[] value;
  private volatile boolean closed;

  private SigningSecret(byte[] value) {
    this.value = value;
  }

  /**
   * Copies a text; the caller may wipe its own array afterwards. Its bytes are those of UTF-8. No
   * other copy is left behind.
   *
   * @throws IllegalArgumentException if it is empty, begins or ends with white space, holds control
   *     characters (a pasted newline is the usual cause) or half a surrogate pair; the message does
   *     not repeat it
   */
  public static SigningSecret of(char[] text) {
    if (Objects.requireNonNull(text, "text").length == 0) {
      throw new IllegalArgumentException("SigningSecret must not be empty");
    }
    if (Character.isWhitespace(text[0]) || Character.isWhitespace(text[text.length - 1])) {
      throw new IllegalArgumentException(
          "SigningSecret must not begin or end with white space; was it copied with a newline?");
    }
    for (char c : text) {
      if (Character.isISOControl(c)) {
        throw new IllegalArgumentException("SigningSecret must not hold control characters");
      }
    }
    byte[] room = new byte[text.length * Utf8.LONGEST + Utf8.SLACK];
    int length = Utf8.encode(text, text.length, room, 0);
    byte[] value = Arrays.copyOf(room, Math.max(length, 0));
    Arrays.fill(room, (byte) 0);
    if (length < 0) {
      throw new IllegalArgumentException("SigningSecret must not hold half a surrogate pair");
    }
    return new SigningSecret(value);
  }

  /**
   * Like {@link #of(char[])}. Weaker, because the string itself stays in memory until it is
   * collected.
   *
   * @throws IllegalArgumentException as {@link #of(char[])}
   */
  public static SigningSecret of(String text) {
    char[] chars = text.toCharArray();
    try {
      return of(chars);
    } finally {
      Arrays.fill(chars, '\0');
    }
  }

  /**
   * Copies raw bytes; the caller may wipe its own array afterwards.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static SigningSecret ofBytes(byte[] bytes) {
    if (Objects.requireNonNull(bytes, "bytes").length == 0) {
      throw new IllegalArgumentException("SigningSecret must not be empty");
    }
    return new SigningSecret(bytes.clone());
  }

  /** Makes one of 32 random bytes. */
  public static SigningSecret random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new SigningSecret(bytes);
  }

  /** Returns how many bytes it has. */
  public int length() {
    return value.length;
  }

  /**
   * Gives the bytes to {@code use} and returns what it makes of them. The array is a copy and is
   * wiped afterwards.
   *
   * @throws IllegalStateException if the secret was closed
   */
  public <T> T use(Function<byte[], T> use) {
    byte[] copy = value.clone();
    try {
      // After the copy: a closing that began before it is seen, so no zeros are taken for a secret.
      if (closed) {
        throw new IllegalStateException("SigningSecret was closed; make signers before closing it");
      }
      return use.apply(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** Overwrites the bytes. Signers and verifiers made before hold copies of their own. */
  @Override
  public void close() {
    closed = true;
    Arrays.fill(value, (byte) 0);
  }

  @Override
  public String toString() {
    return "SigningSecret(***)";
  }
}
