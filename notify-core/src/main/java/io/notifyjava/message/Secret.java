package io.notifyjava.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/**
 * A credential that shows itself only to the code that must use it.
 *
 * <p>{@link #toString()} never shows the value, equality takes the same time whatever differs, and
 * the type is neither serializable nor a record, so that no framework prints or stores it by
 * reflection. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Secret implements AutoCloseable {

  private final char[] value;

  private Secret(char[] value) {
    this.value = value;
  }

  /**
   * Copies the value; the caller may wipe its own array afterwards.
   *
   * @throws IllegalArgumentException if the value is empty, or begins or ends with white space, or
   *     holds control characters (a pasted newline is the usual cause); the message does not repeat
   *     it
   */
  public static Secret of(char[] value) {
    return checked(Objects.requireNonNull(value, "value").clone());
  }

  /**
   * Like {@link #of(char[])}. Weaker, because the string itself stays in memory until it is
   * collected.
   *
   * @throws IllegalArgumentException as {@link #of(char[])}
   */
  public static Secret of(String value) {
    return checked(Objects.requireNonNull(value, "value").toCharArray());
  }

  private static Secret checked(char[] value) {
    if (value.length == 0) {
      throw new IllegalArgumentException("Secret must not be empty");
    }
    if (Character.isWhitespace(value[0]) || Character.isWhitespace(value[value.length - 1])) {
      throw new IllegalArgumentException(
          "Secret must not begin or end with white space; was it copied with a newline?");
    }
    for (char c : value) {
      if (Character.isISOControl(c)) {
        throw new IllegalArgumentException("Secret must not hold control characters");
      }
    }
    return new Secret(value);
  }

  /**
   * Gives the value to {@code use} and returns what it makes of it. The array is a copy and is
   * wiped afterwards.
   */
  public <T> T use(Function<char[], T> use) {
    char[] copy = value.clone();
    try {
      return use.apply(copy);
    } finally {
      Arrays.fill(copy, '\0');
    }
  }

  /** Returns the value for an API that takes nothing but strings. Never log or store it. */
  public String reveal() {
    return new String(value);
  }

  /** Overwrites the value; what is asked of the secret afterwards yields NUL characters. */
  @Override
  public void close() {
    Arrays.fill(value, '\0');
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "Secret(" + Masking.MASK + ")";
  }

  private byte[] bytes() {
    return new String(value).getBytes(StandardCharsets.UTF_8);
  }
}
