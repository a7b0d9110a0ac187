package io.notifyjava.mail;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a mail so that no line of it is taken for its end: a dot at the beginning of a line gets
 * another one (RFC 5321 section 4.5.2). Lines end with CRLF already; nothing else ends one here.
 */
final class DotStuffing extends OutputStream {

  private static final int PIECE = 32_768;

  private final SmtpWire wire;
  private boolean atLineStart;
  private boolean afterCr;

  DotStuffing(SmtpWire wire) {
    this.wire = wire;
  }

  DotStuffing begin() {
    atLineStart = true;
    afterCr = false;
    return this;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** In pieces, so that a connection never holds, or keeps, more than a piece of a long mail. */
  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int end = from + length;
    for (int at = from; at < end; at += PIECE) {
      piece(bytes, at, Math.min(PIECE, end - at));
    }
  }

  private void piece(byte[] bytes, int from, int length) throws IOException {
    Bytes out = wire.pending();
    int written = from;
    int end = from + length;
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (b == '.' && atLineStart) {
        out.write(bytes, written, i - written);
        out.write('.');
        written = i;
      }
      atLineStart = b == '\n' && afterCr;
      afterCr = b == '\r';
    }
    out.write(bytes, written, end - written);
    wire.flushIfLong();
  }

  /** Writes the line that ends a mail. */
  void end() {
    wire.pending().ascii(atLineStart ? ".\r\n" : "\r\n.\r\n");
  }
}
