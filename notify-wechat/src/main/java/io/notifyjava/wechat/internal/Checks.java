package io.notifyjava.wechat.internal;

import io.notifyjava.message.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The checks that arguments of this module's messages go through; no error repeats a value. */
public final class Checks {

  /**
   * Deliberately loose: links carry raw Chinese, pipes and braces that {@code java.net.URI} refuses
   * and WeChat takes. What matters is that the scheme is one of two and that nothing can break out.
   */
  private static final Pattern WEB_LINK = Pattern.compile("(?i)https?://[^\\s/?#\\\\][^\\s]*");

  /** Our own guard against mistakes, in characters; WeChat's limits are lower and unpublished. */
  public static final int MAX_TEXT = 65_536;

  private Checks() {}

  /** Returns a text of one piece, such as an id: 1 to {@code maxLength} characters, no blanks. */
  public static String id(String name, String text, int maxLength) {
    String checked = wellFormed(name, Texts.required(name, text, maxLength));
    for (int i = 0; i < checked.length(); i++) {
      // Beside the spaces of Unicode there is no other white space left: the rest are controls.
      if (Character.isSpaceChar(checked.charAt(i))) {
        throw new IllegalArgumentException(name + " must not hold blanks");
      }
    }
    return checked;
  }

  /** Returns a text on one line. */
  public static String line(String name, String text, int maxLength) {
    return wellFormed(name, Texts.required(name, text, maxLength));
  }

  /**
   * Returns a link that a phone may open. Of its length there is our own guard alone: WeChat has a
   * limit (error 40039) but does not publish it.
   */
  public static String webLink(String name, String link) {
    Objects.requireNonNull(link, name);
    limited(name, link);
    if (link.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(name + " must not hold control characters");
    }
    if (!WEB_LINK.matcher(link).matches()) {
      throw new IllegalArgumentException(
          name
              + " must begin with http:// or https://, name a host and hold no blanks; it began with "
              + scheme(link));
    }
    return wellFormed(name, link);
  }

  /** Returns a text that is not longer than our own guard allows. */
  public static String limited(String name, String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          name + " must have at most " + MAX_TEXT + " characters, but had " + text.length());
    }
    return text;
  }

  /** Returns a text that can be written as UTF-8 without loss. */
  public static String wellFormed(String name, String text) {
    int at = loneSurrogate(Objects.requireNonNull(text, name));
    if (at >= 0) {
      throw new IllegalArgumentException(
          name
              + " must be well-formed Unicode, but holds half a surrogate pair at index "
              + at
              + "; was it cut in the middle of an emoji?");
    }
    return text;
  }

  /**
   * Throws one error with every problem.
   *
   * @param what the thing that cannot be built
   */
  public static void none(String what, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.size() == 1
              ? what + ": " + problems.get(0)
              : what
                  + " has "
                  + problems.size()
                  + " problems:\n- "
                  + String.join("\n- ", problems));
    }
  }

  /** Returns an empty list of problems that grows. */
  public static List<String> problems() {
    return new ArrayList<>();
  }

  private static int loneSurrogate(String text) {
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return at;
      }
      at += Character.charCount(c);
    }
    return -1;
  }

  /** The scheme alone: what follows may be personal. */
  private static String scheme(String link) {
    int colon = link.indexOf(':');
    boolean plain =
        colon > 0
            && colon <= 20
            && link.substring(0, colon).chars().allMatch(c -> c < 128 && Character.isLetter(c));
    return plain ? link.substring(0, colon + 1) : "no scheme";
  }
}
