package io.notifyjava.signing.internal;

/** Shapes of texts, told by their ASCII characters; digits of other scripts are no digits here. */
public final class Ascii {

  private static final int SECONDS_DIGITS = 10;

  private Ascii() {}

  /** Returns whether all characters are {@code A-Z a-z 0-9 . _ -}. */
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** Returns whether all characters are letters and digits. */
  public static boolean isAlphanumeric(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isAlphanumeric(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether all characters are printable, and no space. */
  public static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** Reads the seconds of a timestamp, exactly ten digits; -1 if the text is anything else. */
  public static long seconds(String text) {
    if (text.length() != SECONDS_DIGITS) {
      return -1;
    }
    long seconds = 0;
    for (int i = 0; i < SECONDS_DIGITS; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      seconds = 10 * seconds + (c - '0');
    }
    return seconds;
  }

  /** Returns whether it is one of {@code 0-9}. */
  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isAlphanumeric(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
