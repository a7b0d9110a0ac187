package io.notifyjava.wechat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What WeChat takes as a value of one type.
 *
 * @param says the rule in words that follow "must be"
 * @param max code points
 * @param maxWithChinese code points of a value that holds a Chinese character
 * @param oneLine whether line breaks are wrong
 * @param pattern what the whole value must match; null for anything
 * @param cut whether a value that is too long may be cut
 */
record ValueRule(
    String type,
    String says,
    int max,
    int maxWithChinese,
    boolean oneLine,
    @Nullable Pattern pattern,
    boolean cut) {

  /** What a reader sees as one character: an accent, a flag or a family belong together. */
  private static final Pattern CHARACTER = Pattern.compile("\\X");

  /** Returns the limit for this value, in code points. */
  int limit(String value) {
    return maxWithChinese < max && holdsChinese(value) ? maxWithChinese : max;
  }

  /** Tells whether a value is right but for its length. */
  boolean isOfForm(String value) {
    if (value.isEmpty()) {
      return false;
    }
    if (oneLine && (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0)) {
      return false;
    }
    return pattern == null || pattern.matcher(value).matches();
  }

  /** Tells whether a value is short enough. */
  boolean fits(String value) {
    // Counting is spared for what is short in any count.
    return value.length() <= Math.min(max, maxWithChinese) || length(value) <= limit(value);
  }

  /** Returns the beginning of a value that fits; empty if its first character is too long. */
  String cut(String value) {
    int limit = limit(value);
    Matcher character = CHARACTER.matcher(value);
    int end = 0;
    int length = 0;
    while (character.find()) {
      length += length(character.group());
      if (length > limit) {
        break;
      }
      end = character.end();
    }
    return value.substring(0, end);
  }

  static int length(String value) {
    return value.codePointCount(0, value.length());
  }

  private static boolean holdsChinese(String value) {
    return value.codePoints().anyMatch(Character::isIdeographic);
  }
}
