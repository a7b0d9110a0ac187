package io.notifyjava.testkit.simulator;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the {@code <a>} elements in the text of a customer message. Thread-safe.
 *
 * <p>Source: the vendor's page "Send customer-service message": a link has an {@code href}, or a
 * {@code data-miniprogram-appid} of a bound mini program with {@code href} as the fallback. Which
 * faults exactly get which code is not documented.
 */
final class TextLinks {

  /** Possessive, so that a hostile text is read in linear time. */
  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\s++([A-Za-z][A-Za-z-]*+)\\s*+=\\s*+(?:\"([^\"]*+)\"|'([^']*+)')");

  private TextLinks() {}

  /**
   * Checks every link.
   *
   * @param bound which mini programs may be linked
   * @throws Refused 40213 for a tag without an address or without its end, 40214 for a link without
   *     words or without its closing tag, 45086 for a mini program that is not bound
   */
  static void check(String text, Predicate<String> bound) {
    int position = nextTag(text, 0);
    while (position >= 0) {
      int end = tagEnd(text, position, bound);
      int close = text.indexOf("</a>", end);
      int next = nextTag(text, end);
      boolean open = close < 0 || (next >= 0 && next < close);
      if (open || text.substring(end, close).isBlank()) {
        throw new Refused(40214);
      }
      position = next;
    }
  }

  /** Where the next opening tag starts, or -1. */
  private static int nextTag(String text, int from) {
    int found = text.indexOf("<a", from);
    while (found >= 0) {
      int after = found + 2;
      // "<abc" is no link, nor is a text that ends in "<a"
      if (after < text.length() && (text.charAt(after) == '>' || isSpace(text.charAt(after)))) {
        return found;
      }
      found = text.indexOf("<a", after);
    }
    return -1;
  }

  /** Reads the attributes; returns the position behind the tag. */
  private static int tagEnd(String text, int start, Predicate<String> bound) {
    Matcher attributes = ATTRIBUTE.matcher(text);
    boolean addressed = false;
    int position = start + 2;
    while (attributes.region(position, text.length()).lookingAt()) {
      String value = attributes.group(2) == null ? attributes.group(3) : attributes.group(2);
      switch (attributes.group(1)) {
        case "href" -> addressed |= !value.isBlank();
        case "data-miniprogram-appid" -> addressed |= program(value, bound);
        default -> {
          // such as data-miniprogram-path, of which nothing is documented
        }
      }
      position = attributes.end();
    }
    while (position < text.length() && isSpace(text.charAt(position))) {
      position++;
    }
    if (!addressed || position == text.length() || text.charAt(position) != '>') {
      throw new Refused(40213);
    }
    return position + 1;
  }

  private static boolean program(String appId, Predicate<String> bound) {
    if (!bound.test(appId)) {
      throw new Refused(45086);
    }
    return true;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
