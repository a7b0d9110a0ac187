package io.notifyjava.signing.internal;

import java.security.MessageDigest;

/**
 * Feeds texts to a digest as UTF-8, through one small buffer, so that no text is copied whole. For
 * one use by one thread.
 */
public final class DigestWriter {

  private static final int ROOM = 512;

  /** As many characters as fit into an empty buffer, whatever they are. */
  private static final int PIECE = ROOM / Utf8.LONGEST;

  private final MessageDigest digest;
  private final byte[] buffer = new byte[ROOM];
  private int filled;

  /** Writes to a digest. */
  public DigestWriter(MessageDigest digest) {
    this.digest = digest;
  }

  /** Writes a text; false if it holds half a surrogate pair. */
  public boolean write(String text) {
    int length = text.length();
    int from = 0;
    while (from < length) {
      int to = from + Math.min(length - from, PIECE);
      if (to < length && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--; // the pair goes whole into the next piece
      }
      if (filled + (to - from) * Utf8.LONGEST > ROOM) {
        digest.update(buffer, 0, filled);
        filled = 0;
      }
      filled = Utf8.encode(text, from, to, buffer, filled);
      if (filled < 0) {
        return false;
      }
      from = to;
    }
    return true;
  }

  /** Writes the last bytes and returns the digest. */
  public byte[] digest(byte[] last) {
    digest.update(buffer, 0, filled);
    return digest.digest(last);
  }
}
