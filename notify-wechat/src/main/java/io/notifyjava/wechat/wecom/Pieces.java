package io.notifyjava.wechat.wecom;

import io.notifyjava.message.Texts;
import java.util.ArrayList;
import java.util.List;

/** Cuts long texts into pieces. */
final class Pieces {

  private Pieces() {}

  static List<String> of(String text, int maxBytes) {
    if (maxBytes < 4) {
      throw new IllegalArgumentException(
          "maxBytes must be 4 or more, so that any character fits, but was " + maxBytes);
    }
    List<String> pieces = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = Utf8.fit(text, start, maxBytes);
      int border = end == text.length() ? end : border(text, start, end);
      String piece = text.substring(start, border);
      if (!Texts.isBlank(piece)) {
        pieces.add(piece);
      }
      // The line break itself stands between two pieces, and in neither.
      start = border < text.length() && text.charAt(border) == '\n' ? border + 1 : border;
    }
    return pieces;
  }

  /** The last line break, which may come right behind what fits; else as much as fits. */
  private static int border(String text, int start, int end) {
    int line = text.lastIndexOf('\n', end);
    return line > start ? line : end;
  }
}
