package io.notifyjava.wechat.wecom;

/** Counts and cuts by bytes of UTF-8, in which WeCom states its limits. */
final class Utf8 {

  private Utf8() {}

  /** Returns how many bytes a well-formed text has. */
  static int length(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      bytes += width(text.charAt(i));
    }
    return bytes;
  }

  /** Returns the index behind the last whole code point that fits, counted from {@code start}. */
  static int fit(String text, int start, int maxBytes) {
    int at = start;
    int left = maxBytes;
    while (at < text.length()) {
      boolean pair = Character.isHighSurrogate(text.charAt(at)) && at + 1 < text.length();
      int width = pair ? 4 : width(text.charAt(at));
      if (width > left) {
        return at;
      }
      left -= width;
      at += pair ? 2 : 1;
    }
    return at;
  }

  /** Returns the text, or what fits of it; a code point stays whole. */
  static String cut(String text, int maxBytes) {
    return text.substring(0, fit(text, 0, maxBytes));
  }

  /** Half of a pair counts for half of its four bytes. */
  private static int width(char c) {
    if (c < 0x80) {
      return 1;
    }
    return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }
}
