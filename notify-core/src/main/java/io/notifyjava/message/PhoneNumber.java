package io.notifyjava.message;

import java.util.Objects;
import java.util.regex.Pattern;

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
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
  private static final Pattern MAINLAND_MOBILE = Pattern.compile("\\+861[3-9][0-9]{9}");
  private static final Pattern WITHOUT_PLUS = Pattern.compile("(?:0086|86)?(1[3-9][0-9]{9})");

  /**
   * Takes a number that is in E.164 form already.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public PhoneNumber {
    Objects.requireNonNull(e164, "e164");
    if (!E164.matcher(e164).matches() || isBrokenMainland(e164)) {
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
    var mainland = WITHOUT_PLUS.matcher(text);
    return new PhoneNumber(mainland.matches() ? MAINLAND + mainland.group(1) : text);
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
    return e164.startsWith(MAINLAND) && !MAINLAND_MOBILE.matcher(e164).matches();
  }

  /** Shows it as {@link Masking} does. */
  @Override
  public String toString() {
    return Masking.middle(e164);
  }
}
