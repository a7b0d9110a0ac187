package io.notifyjava.signing.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Texts as UTF-8 that never lose anything: the JDK writes a question mark for what it can't. */
public final class Utf8 {

  /** The most bytes that one char becomes; a pair of surrogates becomes four. */
  public static final int LONGEST = 3;

  /** How many bytes behind the last one are overwritten too. */
  public static final int SLACK = 1;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Utf8() {}

  /**
   * Writes the bytes of characters. The two inner loops are for texts that stay within one kind of
   * script, and the three bytes of a character are stored at once: measured, that takes two thirds
   * of the JDK's time for Chinese, and finds half pairs by the way.
   *
   * @param to has room for {@link #LONGEST} times the number of characters and {@link #SLACK}
   * @return the place behind the last byte; -1 if there is half a surrogate pair
   */
  public static int encode(char[] text, int length, byte[] to, int place) {
    int at = place;
    int i = 0;
    while (i < length) {
      char c = text[i];
      if (c < 0x80) {
        do {
          to[at++] = (byte) c;
          i++;
        } while (i < length && (c = text[i]) < 0x80);
      } else if (c < 0x800) {
        to[at++] = (byte) (0xc0 | (c >> 6));
        to[at++] = (byte) (0x80 | (c & 0x3f));
        i++;
      } else if (!Character.isSurrogate(c)) {
        do {
          INTS.set(to, at, 0x8080e0 | (c >> 12) | ((c & 0xfc0) << 2) | ((c & 0x3f) << 16));
          at += LONGEST;
          i++;
        } while (i < length && (c = text[i]) >= 0x800 && !Character.isSurrogate(c));
      } else {
        if (i + 1 == length || !Character.isSurrogatePair(c, text[i + 1])) {
          return -1;
        }
        at = encodePair(Character.toCodePoint(c, text[i + 1]), to, at);
        i += 2;
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

  /** Guesses by three characters whether a text is ASCII, for which the JDK is fastest. */
  static boolean looksAscii(String text) {
    int last = text.length() - 1;
    return (text.charAt(0) | text.charAt(last / 2) | text.charAt(last)) < 0x80;
  }

  /**
   * Writes the bytes of a short text, most of which are ASCII.
   *
   * @param to has room for {@link #LONGEST} times the number of characters and {@link #SLACK}
   * @return the place behind the last byte; -1 if there is half a surrogate pair
   */
  static int encodeShort(String text, byte[] to, int place) {
    int length = text.length();
    int at = place;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return encode(text.substring(i).toCharArray(), length - i, to, at);
      }
      to[at++] = (byte) c;
    }
    return at;
  }

  /**
   * Writes the bytes of a text of ASCII, many at once.
   *
   * @param to has room for as many bytes as there are characters
   * @return the place behind the last byte; -1 if the text is not ASCII, whatever was written
   */
  @SuppressWarnings("deprecation") // it cuts characters to bytes, which is seen below
  static int encodeAscii(String text, byte[] to, int place) {
    int length = text.length();
    text.getBytes(0, length, to, place);
    // Bytes of ASCII are read as the characters of which they are the lower halves. Of others, only
    // U+FFFD is what is read for its lower half: looked for in texts beyond Latin-1 only, so free.
    boolean isAscii =
        new String(to, place, length, UTF_8).equals(text) && text.indexOf('\ufffd') < 0;
    return isAscii ? place + length : -1;
  }

  /** Returns the bytes of a text by the JDK's own means; null if it holds half a surrogate pair. */
  static byte @Nullable [] bytes(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    // The JDK writes a question mark for half a pair, which is not what is read back then.
    return new String(bytes, UTF_8).equals(text) ? bytes : null;
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
