package io.notifyjava.signing.internal;

import java.util.Arrays;

/**
 * Bytes made of parts, each with its length before it, so that they can be cut in one way only:
 * {@code 5:title\n}. For one use by one thread.
 */
public final class Parts {

  private static final int FIRST_ROOM = 384;

  /** The most that stands around a part: ten digits, a colon, a line feed. */
  private static final int AROUND = 12;

  private static final int SHORT_TEXT = 128;

  private byte[] bytes = new byte[FIRST_ROOM];
  private int length;

  /** Writes bytes as they are, without a length. */
  public void raw(byte[] part) {
    makeRoom(part.length);
    System.arraycopy(part, 0, bytes, length, part.length);
    length += part.length;
  }

  /** Writes a part as UTF-8; false if it holds half a surrogate pair. */
  public boolean part(String text) {
    int count = text.length();
    if (count > SHORT_TEXT) {
      byte[] whole = Utf8.bytes(text);
      if (whole != null) {
        part(whole);
      }
      return whole != null;
    }
    makeRoom(count * Utf8.LONGEST + Utf8.SLACK);
    // The length is known afterwards: room for as many digits as there are characters in ASCII.
    int digits = digits(count);
    int start = length + digits + 1;
    int end = Utf8.encodeShort(text, bytes, start);
    if (end < 0) {
      return false;
    }
    int size = end - start;
    int more = digits(size) - digits;
    if (more > 0) {
      System.arraycopy(bytes, start, bytes, start + more, size);
    }
    close(size, digits + more);
    return true;
  }

  /** Writes a part of bytes. */
  public void part(byte[] part) {
    makeRoom(part.length);
    int digits = digits(part.length);
    System.arraycopy(part, 0, bytes, length + digits + 1, part.length);
    close(part.length, digits);
  }

  /** Returns the array in which the bytes stand, from its beginning. */
  public byte[] array() {
    return bytes;
  }

  /** Returns how many bytes there are. */
  public int length() {
    return length;
  }

  /** Writes the number before and the line feed behind a part that stands in its place. */
  private void close(int size, int digits) {
    int rest = size;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    bytes[length + digits] = ':';
    length += digits + 1 + size;
    bytes[length++] = '\n';
  }

  private void makeRoom(int size) {
    int needed = Math.addExact(Math.addExact(length, size), AROUND);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
    }
  }

  private static int digits(int number) {
    int digits = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }
}
