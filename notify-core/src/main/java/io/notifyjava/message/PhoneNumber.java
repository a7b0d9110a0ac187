package io.notifyjava.message;

import java.util.Objects;

/**
 * A phone number in E.164 form: a plus, the country code, the number; nothing else.
 *
 * <p>Providers write it as their vendor wants it. {@link #toString()} masks it.
 *
 * <p>Source: ITU-T E.164 (at most 15 digits); mainland mobile numbers have 11 digits and begin with
 * 13 to 19.
 *
 * @param e164 such as {@code +8613800138000}: a plus and 7 to 15 digits, the first not 0; with
 *     country code 86 only mobile numbers
 * @since 0.1.0
 */
public record PhoneNumber(String e164) {

  private static final String MAINLAND = "+86";
  private static final int MAINLAND_DIGITS = 11;

  /**
   * Takes a number that is in E.164 form already.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public PhoneNumber {
    Objects.requireNonNull(e164, "e164");
    if (!isE164(e164) || isBrokenMainland(e164)) {
      throw PhoneProblem.of(e164);
    }
  }

  /**
   * Returns the number that a text stands for: {@code +} with country code and number, or a
   * mainland mobile number with or without {@code 86} or {@code 0086} before it.
   *
   * @throws IllegalArgumentException for anything else, blanks, hyphens and full-width digits
   *     included; the error shows the number masked and says what is wrong with it
   */
  public static PhoneNumber of(String text) {
    Objects.requireNonNull(text, "phone");
    int start = text.startsWith("0086") ? 4 : text.startsWith("86") ? 2 : 0;
    return new PhoneNumber(isMainlandMobile(text, start) ? MAINLAND + text.substring(start) : text);
  }

  /** Tells whether it is a mobile number of mainland China. */
  public boolean isMainlandMobile() {
    return e164.startsWith(MAINLAND);
  }

  /**
   * Returns a mainland number without country code: 11 digits.
   *
   * @throws IllegalStateException if it is a number of another country; ask {@link
   *     #isMainlandMobile()} first
   */
  public String national() {
    if (!isMainlandMobile()) {
      throw new IllegalStateException(
          "Only a mainland number has a national form here, but this is "
              + this
              + "; ask isMainlandMobile() first");
    }
    return e164.substring(MAINLAND.length());
  }

  /** Returns country code and number without the plus. */
  public String digits() {
    return e164.substring(1);
  }

  private static boolean isBrokenMainland(String e164) {
    return e164.startsWith(MAINLAND) && !isMainlandMobile(e164, MAINLAND.length());
  }

  // Without regular expressions: this is looked at for every message.

  private static boolean isE164(String text) {
    return text.length() >= 8
        && text.length() <= 16
        && text.charAt(0) == '+'
        && text.charAt(1) != '0'
        && areDigits(text, 1);
  }

  /** Tells whether all that follows is a mainland mobile number without its country. */
  private static boolean isMainlandMobile(String text, int start) {
    return text.length() - start == MAINLAND_DIGITS
        && text.charAt(start) == '1'
        && text.charAt(start + 1) >= '3'
        && areDigits(text, start);
  }

  private static boolean areDigits(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Shows it as {@link Masking} does. */
  @Override
  public String toString() {
    return Masking.middle(e164);
  }
}
