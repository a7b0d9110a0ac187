package io.notifyjava.signing.internal;

import java.security.MessageDigest;

/**
 * Feeds texts to a digest as UTF-8: collects their bytes and hands them on in whole blocks, so that
 * the digest copies nothing into a buffer of its own. For one use by one thread.
 */
public final class DigestWriter {

  /** Of all digests of this module; those of the others are a half of it. */
  private static final int BLOCK = 128;

  private static final int PIECE = 168;

  /** Below, characters are taken one by one; from here on, a text of ASCII as a whole. */
  private static final int LONG_TEXT = 64;

  private final MessageDigest digest;
  private final byte[] buffer = Buffers.take();
  private int filled;

  /** Writes to a digest. */
  public DigestWriter(MessageDigest digest) {
    this.digest = digest;
  }

  /** Writes a text; false if it holds half a surrogate pair. */
  public boolean write(String text) {
    int length = text.length();
    if (length < LONG_TEXT) {
      makeRoom(length * Utf8.LONGEST + Utf8.SLACK);
      filled = Utf8.encodeShort(text, buffer, filled);
      return filled >= 0;
    }
    if (Utf8.looksAscii(text)) {
      return length + BLOCK > Buffers.SIZE ? writeWhole(text) : writeAscii(text, length);
    }
    return writePieces(text, length);
  }

  private boolean writeAscii(String text, int length) {
    makeRoom(length);
    int end = Utf8.encodeAscii(text, buffer, filled);
    if (end < 0) {
      return writePieces(text, length);
    }
    filled = end;
    return true;
  }

  private boolean writeWhole(String text) {
    byte[] bytes = Utf8.bytes(text);
    if (bytes == null) {
      return false;
    }
    digest.update(buffer, 0, filled);
    filled = 0;
    digest.update(bytes);
    return true;
  }

  private boolean writePieces(String text, int length) {
    char[] chars = new char[Math.min(length, PIECE)];
    int from = 0;
    while (from < length) {
      int to = Math.min(length, from + PIECE);
      if (to < length && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--; // the pair goes whole into the next piece
      }
      makeRoom((to - from) * Utf8.LONGEST + Utf8.SLACK);
      text.getChars(from, to, chars, 0);
      filled = Utf8.encode(chars, to - from, buffer, filled);
      if (filled < 0) {
        return false;
      }
      from = to;
    }
    return true;
  }

  private void makeRoom(int bytes) {
    if (filled + bytes > Buffers.SIZE) {
      int whole = filled - filled % BLOCK;
      digest.update(buffer, 0, whole);
      filled -= whole;
      System.arraycopy(buffer, whole, buffer, 0, filled);
    }
  }

  /** Writes the last bytes, which are copied nowhere, and returns the digest. Ends the use. */
  public byte[] digest(byte[] last) {
    digest.update(buffer, 0, filled);
    Buffers.giveBack(buffer);
    return digest.digest(last);
  }
}
