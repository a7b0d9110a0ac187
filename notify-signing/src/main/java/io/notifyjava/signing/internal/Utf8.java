package io.notifyjava.signing.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Texts as UTF-8 that never lose anything: the JDK writes a question mark for what it can't. */
public final class Utf8 {

  /** The most bytes that one char becomes; a pair of surrogates becomes four. */
  public static final int LONGEST = 3;

  private Utf8() {}

  /**
   * Writes the bytes of a part of a text.
   *
   * @param to has room for {@link #LONGEST} times the number of characters
   * @return the place behind the last byte; -1 if the part holds half a surrogate pair
   */
  public static int encode(String text, int from, int end, byte[] to, int place) {
    int at = place;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        to[at++] = (byte) c;
      } else if (c < 0x800) {
        to[at++] = (byte) (0xc0 | (c >> 6));
        to[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        to[at++] = (byte) (0xe0 | (c >> 12));
        to[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        to[at++] = (byte) (0x80 | (c & 0x3f));
      } else {
        i++;
        if (i >= end || !Character.isSurrogatePair(c, text.charAt(i))) {
          return -1;
        }
        at = encodePair(Character.toCodePoint(c, text.charAt(i)), to, at);
      }
    }
    return at;
  }

  private static int encodePair(int point, byte[] to, int at) {
    to[at] = (byte) (0xf0 | (point >> 18));
    to[at + 1] = (byte) (0x80 | ((point >> 12) & 0x3f));
    to[at + 2] = (byte) (0x80 | ((point >> 6) & 0x3f));
    to[at + 3] = (byte) (0x80 | (point & 0x3f));
    return at + 4;
  }

  /** Returns whether every surrogate has its other half. */
  public static boolean isWellFormed(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        if (c > Character.MAX_HIGH_SURROGATE
            || i + 1 == length
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** Reads bytes that must be UTF-8 from the first to the last; null if they are not. */
  public static @Nullable String decode(byte[] bytes, int offset, int length) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /**
   * Compares as the UTF-8 bytes compare, which is the order of code points. {@code compareTo} has
   * another one: it puts characters beyond the first plane before U+E000.
   */
  public static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean high = Character.isSurrogate(a);
        return high == Character.isSurrogate(b) ? a - b : high ? 1 : -1;
      }
    }
    return left.length() - right.length();
  }
}
