package io.notifyjava.sms;

/**
 * How long a text is for the carriers of mainland China, and in how many parts it travels and is
 * paid for.
 *
 * <p>Every UTF-16 unit counts one, Latin and Chinese alike, sign name and its brackets included: up
 * to 70 are one part, longer texts are cut into parts of 67. (Whether an emoji outside the basic
 * plane counts one or two is not documented; here it counts two.)
 *
 * <p>Source: the vendors' rules of length and billing, which agree.
 *
 * @param characters length of the text in UTF-16 units; 0 or more
 * @param segments parts; 0 for an empty text
 * @since 0.1.0
 */
public record SmsSegments(int characters, int segments) {

  private static final int SINGLE = 70;
  private static final int PART = 67;

  public SmsSegments {
    if (characters < 0 || segments != segments(characters)) {
      throw new IllegalArgumentException(
          "A text of %d characters cannot have %d segments".formatted(characters, segments));
    }
  }

  /** Counts a whole text as it reaches the phone, sign name and brackets included. */
  public static SmsSegments of(String text) {
    return ofLength(text.length());
  }

  /**
   * Counts a text and the sign name that is put before it in brackets.
   *
   * @param signName with or without brackets
   */
  public static SmsSegments of(String signName, String text) {
    return ofLength(SignNames.bracketed(signName).length() + text.length());
  }

  private static SmsSegments ofLength(int characters) {
    return new SmsSegments(characters, segments(characters));
  }

  private static int segments(int characters) {
    if (characters == 0) {
      return 0;
    }
    return characters <= SINGLE ? 1 : (characters + PART - 1) / PART;
  }
}
