package io.notifyjava.message;

import java.util.Objects;

/**
 * Whom a message is for: one person, or one group that the vendor addresses as one.
 *
 * <p>{@link #toString()} masks the value; {@link #value()} has it in full.
 *
 * @param kind what the value is, such as {@code openid}, {@code phone} or {@code mail}; 1 to 32
 *     lower-case letters, digits or hyphens
 * @param value the address in the form of its kind; 1 to 320 characters, no control characters
 * @since 0.1.0
 */
public record Recipient(String kind, String value) {

  /** Kind of a WeChat open id. */
  public static final String OPEN_ID = "openid";

  /** Kind of a phone number. */
  public static final String PHONE = "phone";

  /** Kind of a mail address. */
  public static final String MAIL = "mail";

  private static final int MAX_LENGTH = 320;

  public Recipient {
    if (!OPEN_ID.equals(Objects.requireNonNull(kind, "kind"))) {
      kind = new Channel(kind).name();
    }
    Objects.requireNonNull(value, "value");
    if (value.isBlank()) {
      throw new IllegalArgumentException("Recipient (" + kind + ") must not be blank");
    }
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "Recipient ("
              + kind
              + ") must have at most "
              + MAX_LENGTH
              + " characters, but had "
              + value.length());
    }
    if (Texts.holdsControls(value)) {
      throw new IllegalArgumentException(
          "Recipient (" + kind + ") must not hold control characters");
    }
  }

  /**
   * Returns the recipient with this WeChat open id.
   *
   * @throws IllegalArgumentException if it is blank, over-long or holds control characters
   */
  public static Recipient openId(String openId) {
    return new Recipient(OPEN_ID, openId);
  }

  @Override
  public String toString() {
    return kind + ":" + Masking.middle(value);
  }
}
