package io.notifyjava.signing.internal;

import java.security.MessageDigest;

/**
 * Feeds texts to a digest as UTF-8, through one small buffer, so that no text is copied whole. For
 * one use by one thread.
 */
public final class DigestWriter {

  private static final int PIECE = 168;
  private static final int ROOM = 3 * PIECE + 8;

  /** From here on a text of ASCII is fed as the JDK makes bytes of it, not through the buffer. */
  private static final int LONG_TEXT = 64;

  private final MessageDigest digest;
  private final byte[] buffer = new byte[ROOM];
  private int filled;

  /** Writes to a digest. */
  public DigestWriter(MessageDigest digest) {
    this.digest = digest;
  }

  /** Writes a text; false if it holds half a surrogate pair. */
  public boolean write(String text) {
    if (text.length() < LONG_TEXT) {
      makeRoom(text.length());
      filled = Utf8.encodeShort(text, buffer, filled);
      return filled >= 0;
    }
    return Utf8.looksAscii(text) ? writeWhole(text) : writePieces(text);
  }

  private boolean writeWhole(String text) {
    byte[] bytes = Utf8.bytes(text);
    if (bytes == null) {
      return false;
    }
    flush();
    digest.update(bytes);
    return true;
  }

  private boolean writePieces(String text) {
    int length = text.length();
    char[] chars = new char[Math.min(length, PIECE)];
    int from = 0;
    while (from < length) {
      int to = Math.min(length, from + PIECE);
      if (to < length && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--; // the pair goes whole into the next piece
      }
      makeRoom(to - from);
      text.getChars(from, to, chars, 0);
      filled = Utf8.encode(chars, to - from, buffer, filled);
      if (filled < 0) {
        return false;
      }
      from = to;
    }
    return true;
  }

  private void makeRoom(int characters) {
    if (filled + characters * Utf8.LONGEST + Utf8.SLACK > ROOM) {
      flush();
    }
  }

  private void flush() {
    digest.update(buffer, 0, filled);
    filled = 0;
  }

  /** Writes the last bytes and returns the digest. */
  public byte[] digest(byte[] last) {
    flush();
    return digest.digest(last);
  }
}
