package io.notifyjava.message;

/** Words for what is wrong with a text that should be a phone number; never the number in full. */
final class PhoneProblem {

  private static final int LONGEST = 15;
  private static final int MAINLAND_DIGITS = 11;

  private PhoneProblem() {}

  static IllegalArgumentException of(String text) {
    return new IllegalArgumentException(
        "Phone number %s is refused: %s. Write + with country code and number, digits only, or the 11 digits of a mainland mobile number"
            .formatted(shown(text), reason(text)));
  }

  private static String reason(String text) {
    if (Texts.isBlank(text)) {
      return "it is blank";
    }
    String digits = text.startsWith("+") ? text.substring(1) : text;
    int odd = digits.codePoints().filter(c -> c < '0' || c > '9').findFirst().orElse(0);
    if (odd != 0 || digits.isEmpty()) {
      return "it holds " + named(odd);
    }
    if (text.startsWith("+")) {
      return reasonWithPlus(digits);
    }
    if (text.startsWith("00")) {
      return "it begins with 00 where + belongs";
    }
    if (text.length() == MAINLAND_DIGITS && text.startsWith("1")) {
      return "no mainland mobile number begins like this; those begin with 13 to 19";
    }
    return "it has no country code, and is no mainland mobile number";
  }

  private static String reasonWithPlus(String digits) {
    if (digits.startsWith("0")) {
      return "no country code begins with 0";
    }
    if (digits.length() > LONGEST) {
      return "it has " + digits.length() + " digits, and E.164 allows 15";
    }
    if (digits.startsWith("86")) {
      return "with country code 86 it must be a mobile number: 1, then 3 to 9, then 9 digits";
    }
    return "it is too short to be a number with its country code";
  }

  private static String named(int c) {
    if (c == 0) {
      return "no digit";
    }
    if (Character.isDigit(c)) {
      return "a digit other than 0 to 9, such as a full-width one";
    }
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      return "a blank";
    }
    return c == '-' ? "a hyphen" : "a character that is not a digit";
  }

  /** Masked, and fit for a log line even if the text is anything but a number. */
  private static String shown(String text) {
    return Texts.holdsControls(text) ? Masking.MASK : Masking.middle(text);
  }
}
