package io.notifyjava.mail;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's reply.
 *
 * @param code three digits, 200 to 599
 * @param lines what stands behind the code in each line; at least one, maybe empty
 */
record Reply(int code, List<String> lines) {

  /** RFC 2034: class, subject, detail. */
  private static final Pattern ENHANCED =
      Pattern.compile("([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?: .*)?");

  boolean isPositive() {
    return code < 300;
  }

  boolean isGoAhead() {
    return code >= 300 && code < 400;
  }

  boolean isRefusal() {
    return code >= 400;
  }

  boolean isTransient() {
    return code >= 400 && code < 500;
  }

  /** The server says goodbye (RFC 5321 section 3.8). */
  boolean isGoodbye() {
    return code == 421;
  }

  /** Returns the enhanced code, such as {@code 5.1.1}; empty if there is none of the same class. */
  String enhanced() {
    Matcher matcher = ENHANCED.matcher(lines.get(0));
    return matcher.matches() && matcher.group(1).charAt(0) - '0' == code / 100
        ? matcher.group(1)
        : "";
  }

  /** Returns the text of all lines on one. */
  String text() {
    return lines.size() == 1 ? lines.get(0) : String.join(" ", lines);
  }
}
