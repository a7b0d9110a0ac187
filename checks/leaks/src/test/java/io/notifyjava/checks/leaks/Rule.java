package io.notifyjava.checks.leaks;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form in which something is known that must stand nowhere, whatever its value.
 *
 * @param name what it is
 * @param hint a text that is there wherever the pattern matches; empty if there is none
 * @param pattern the form; its group is the value
 */
record Rule(String name, String hint, Pattern pattern) {

  /** A value that is masked, or says that something is missing, is none. */
  private static final Pattern NO_VALUE = Pattern.compile("\\*{2,}.*|null|<.*");

  /** Numbers, in texts with so many digits or more in a row. */
  static final int DIGITS = 8;

  static final List<Rule> NUMBERS =
      List.of(
          form(
              "a mainland phone number",
              "",
              // A count of characters has as many digits now and then.
              "(?<![\\w.+-])(?:\\+?86[- ]?)?(1[3-9]\\d{9})(?!\\w|\\.\\d| characters)"),
          form("a phone number in E.164", "", "(?<![\\w+])(\\+[1-9]\\d{7,14})(?!\\w)"),
          form("a phone number in a URL", "", "(%2[Bb][1-9]\\d{7,14})(?!\\w)"));

  /** WeChat's open ids are 28 characters, the first an o. */
  static final int LONG_WORD = 28;

  static final List<Rule> WORDS =
      List.of(
          form(
              "an open id of WeChat",
              "",
              "(?<![\\w.$-])(o(?=[\\w-]*[A-Z])(?=[\\w-]*\\d)[\\w-]{27})(?![\\w-])"));

  /** Values by the names that stand before them. */
  static final List<Rule> VALUES =
      List.of(
          form("a signature", "Signature=", "Signature=\"?([^\\s&\",;]{6,})"),
          form("a signature", "\"Signature\"", "\"Signature\"\\s*:\\s*\"([^\"]{6,})"),
          form("a digest of WSSE", "PasswordDigest", "PasswordDigest=\"([^\"]+)"),
          form(
              "an access token", "access_token", "access_token\"?\\s*[=:]\\s*\"?([^\\s&\",}]{6,})"),
          form("a secret", "secret=", "secret=([^\\s&\",]{6,})"),
          form("a secret", "secret\"", "secret\"\\s*:\\s*\"([^\"]{6,})"),
          form("a header of authorization", "uthorization: ", "uthorization: +(\\S.{5,})"),
          form("a header of WSSE", "X-WSSE: ", "X-WSSE: +(\\S.{5,})"),
          form("a password", "password=", "password=([^\\s&\",]{4,})"),
          form("a robot's key", "send?key=", "send\\?key=([^\\s&\",]{6,})"));

  private static Rule form(String name, String hint, String pattern) {
    return new Rule(name, hint, Pattern.compile(pattern));
  }

  /** Tells whether a text holds it. */
  boolean finds(String text) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (!NO_VALUE.matcher(matcher.group(1)).matches()) {
        return true;
      }
    }
    return false;
  }
}
