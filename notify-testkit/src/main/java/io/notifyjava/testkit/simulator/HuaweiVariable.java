package io.notifyjava.testkit.simulator;

/**
 * What a variable of a template may be filled with.
 *
 * <p>Source: the vendor's page "Template and variable specifications" (sms_01_0008).
 *
 * @since 0.1.0
 */
public enum HuaweiVariable {
  /** 1 to 15 characters. */
  PHONE(15),
  /** 1 to 20 characters. */
  CHARDIGIT(20),
  /** 1 to 20 characters. */
  DATETIME(20),
  /** 1 to 20 characters. */
  MONEY(20),
  /** 1 to 20 characters, none of full stops, quotes, angle brackets and braces. */
  TEXT(20);

  private static final String NOT_IN_TEXT = ".。'<>{}";

  private final int longest;

  HuaweiVariable(int longest) {
    this.longest = longest;
  }

  boolean takes(String value) {
    return !value.isEmpty()
        && value.length() <= longest
        && (this != TEXT || value.chars().noneMatch(c -> NOT_IN_TEXT.indexOf(c) >= 0));
  }
}
