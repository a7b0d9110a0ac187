package io.notifyjava.message;

import java.util.HexFormat;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Sameness of two sends: two messages with one key to one recipient are one message.
 *
 * <p>Chosen by the caller from its own business ids ({@code order-1-paid}), so that it stays the
 * same when the caller tries again after a crash. Not a secret, but never logged in full by this
 * library.
 *
 * @param value 1 to 64 visible ASCII characters without blanks. The limit is ours: no vendor
 *     publishes one, and 64 fits each of those that are known.
 * @since 0.1.0
 */
public record IdempotencyKey(String value) {

  private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7E]{1,64}");

  public IdempotencyKey {
    Objects.requireNonNull(value, "value");
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Idempotency key must be 1 to 64 visible ASCII characters without blanks, but had "
              + value.length()
              + " characters; hash longer keys first");
    }
  }

  /**
   * Returns a key with the given value.
   *
   * @throws IllegalArgumentException if the value does not have the shape of {@link #value()}
   */
  public static IdempotencyKey of(String value) {
    return new IdempotencyKey(value);
  }

  /** Returns a new key of 128 random bits in hex, for callers without a business id. */
  public static IdempotencyKey random(RandomGenerator random) {
    HexFormat hex = HexFormat.of();
    return new IdempotencyKey(
        hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()));
  }
}
