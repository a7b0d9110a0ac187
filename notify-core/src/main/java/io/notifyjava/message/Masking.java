package io.notifyjava.message;

/**
 * The one way in which personal data is shortened for logs and {@code toString()}.
 *
 * @since 0.1.0
 */
public final class Masking {

  /** What stands where a secret or a content was. */
  public static final String MASK = "***";

  private Masking() {}

  /**
   * Keeps enough of a value to recognise it beside its full form, and no more: the first three and
   * the last two characters of values with ten or more, nothing of shorter ones.
   */
  public static String middle(String value) {
    if (value.codePointCount(0, value.length()) < 10) {
      return MASK;
    }
    int head = value.offsetByCodePoints(0, 3);
    int tail = value.offsetByCodePoints(value.length(), -2);
    return value.substring(0, head) + MASK + value.substring(tail);
  }

  /** Says only how long a content is. */
  public static String length(CharSequence content) {
    return MASK + "(" + content.length() + ")";
  }
}
