package io.notifyjava.message;

import java.util.Objects;

/**
 * The checks that every text argument goes through, with one wording.
 *
 * @since 0.1.0
 */
public final class Texts {

  private Texts() {}

  /**
   * Returns the text if it is neither blank nor longer than {@code maxLength} characters and holds
   * no control characters.
   *
   * @param name what the text is, for the error
   * @throws NullPointerException if it is null
   * @throws IllegalArgumentException if it is blank, too long, or holds control characters; the
   *     error does not repeat the text
   */
  public static String required(String name, String text, int maxLength) {
    String checked = content(name, text, maxLength);
    if (holdsControls(checked)) {
      throw new IllegalArgumentException(name + " must not hold control characters");
    }
    return checked;
  }

  /**
   * Like {@link #required}, but line breaks and other control characters are allowed.
   *
   * @throws NullPointerException if it is null
   * @throws IllegalArgumentException if it is blank or too long
   */
  public static String content(String name, String text, int maxLength) {
    Objects.requireNonNull(text, name);
    if (isBlank(text)) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
    if (text.length() > maxLength) {
      throw new IllegalArgumentException(
          name + " must have at most " + maxLength + " characters, but had " + text.length());
    }
    return text;
  }

  /** Tells whether nothing can be seen of a text, zero-width and ideographic spaces included. */
  public static boolean isBlank(String text) {
    // Mostly the first character is seen, so this looks at one.
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (!isInvisible(text.codePointAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInvisible(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == 0x200B
        || c == 0x200C
        || c == 0x200D
        || c == 0xFEFF;
  }

  /** Tells whether any control character stands in a text. */
  static boolean holdsControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }
}
