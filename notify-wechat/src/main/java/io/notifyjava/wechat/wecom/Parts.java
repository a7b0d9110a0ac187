package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Texts;
import io.notifyjava.wechat.internal.Checks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks that the parts of contents share; no error repeats a value. */
final class Parts {

  private Parts() {}

  /** Returns a text that may have several lines. */
  static String text(String name, String text) {
    return Checks.wellFormed(name, Texts.content(name, text, Checks.MAX_TEXT));
  }

  static void optionalText(String name, @Nullable String text) {
    if (text != null) {
      text(name, text);
    }
  }

  static void optionalLink(String name, @Nullable String link) {
    if (link != null) {
      Checks.webLink(name, link);
    }
  }

  /** Checks a text on one line, counted in characters as a reader counts. */
  static void characters(String name, @Nullable String text, int most) {
    if (text == null) {
      return;
    }
    Checks.line(name, text, Checks.MAX_TEXT);
    int count = text.codePointCount(0, text.length());
    if (count > most) {
      throw new IllegalArgumentException(
          "%s must have at most %d characters, but had %d".formatted(name, most, count));
    }
  }

  /** Returns a key that WeCom gives back to the service. */
  static String key(String name, String key) {
    Checks.line(name, key, 1_024);
    if (Utf8.length(key) > 1_024) {
      throw new IllegalArgumentException(
          name + " must have at most 1024 bytes in UTF-8, but had " + Utf8.length(key));
    }
    return key;
  }

  /** Returns a copy of a list with 1 to that many parts. */
  static <T> List<T> some(String name, List<T> parts, int most) {
    List<T> copy = List.copyOf(parts);
    if (copy.isEmpty() || copy.size() > most) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d, but were %d".formatted(name, most, copy.size()));
    }
    return copy;
  }
}
