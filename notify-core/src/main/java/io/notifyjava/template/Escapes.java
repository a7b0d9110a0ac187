package io.notifyjava.template;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How values are written so that they stay what they are. */
final class Escapes {

  private static final String HEX = "0123456789abcdef";

  private Escapes() {}

  static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Returns where half of a surrogate pair stands alone: such a text has no UTF-8 form. */
  static OptionalInt loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (isSurrogate(text.codePointAt(i))) {
          return OptionalInt.of(i);
        }
        i++;
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Escapes a text for the inside of a JSON string.
   *
   * <p>Only what RFC 8259 section 7 demands is escaped: the quote, the backslash and U+0000 to
   * U+001F. All else, U+2028 and U+2029 included, is legal as it is and stays so: it is shorter,
   * and WeChat has shown escaped Chinese as it was escaped.
   */
  static String json(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (mustEscape(text.charAt(i))) {
        return escapedFrom(i, text);
      }
    }
    return text;
  }

  private static String escapedFrom(int first, String text) {
    int length = text.length();
    StringBuilder out = new StringBuilder(length + 16).append(text, 0, first);
    for (int i = first; i < length; i++) {
      char c = text.charAt(i);
      if (mustEscape(c)) {
        appendEscaped(out, c);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean mustEscape(char c) {
    return c < ' ' || c == '"' || c == '\\';
  }

  private static void appendEscaped(StringBuilder out, char c) {
    out.append('\\');
    switch (c) {
      case '"', '\\' -> out.append(c);
      case '\b' -> out.append('b');
      case '\f' -> out.append('f');
      case '\n' -> out.append('n');
      case '\r' -> out.append('r');
      case '\t' -> out.append('t');
      default -> out.append("u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
    }
  }

  /** Escapes a text for HTML, inside an element or a quoted attribute. */
  static String html(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (htmlEntity(text.charAt(i)) != null) {
        return htmlFrom(i, text);
      }
    }
    return text;
  }

  private static String htmlFrom(int first, String text) {
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      String entity = htmlEntity(c);
      if (entity == null) {
        out.append(c);
      } else {
        out.append(entity);
      }
    }
    return out.toString();
  }

  private static @Nullable String htmlEntity(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      default -> null;
    };
  }
}
