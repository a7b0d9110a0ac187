package io.notifyjava.testkit.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A gzip stream of zeros that is sent without ever being held.
 *
 * <p>One mebibyte is deflated once, flushed to a byte boundary with an empty dictionary, and
 * repeated; a final empty block and the trailer make it one well-formed member, because clients
 * differ in whether they read a second member.
 */
final class GzipBomb {

  private static final int BLOCK = 1 << 20;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final byte[] LAST_BLOCK = {3, 0};

  private final long blocks;
  private final byte[] deflated;

  GzipBomb(long inflatedBytes) {
    this.blocks = (inflatedBytes + BLOCK - 1) / BLOCK;
    this.deflated = deflateZeros();
  }

  long length() {
    return HEADER.length + blocks * deflated.length + LAST_BLOCK.length + 8;
  }

  void writeTo(OutputStream out) throws IOException {
    CRC32 checksum = new CRC32();
    byte[] zeros = new byte[BLOCK];
    out.write(HEADER);
    for (long i = 0; i < blocks; i++) {
      checksum.update(zeros);
      out.write(deflated);
    }
    out.write(LAST_BLOCK);
    out.write(littleEndian((int) checksum.getValue()));
    out.write(littleEndian((int) (blocks * BLOCK)));
    out.flush();
  }

  private static byte[] deflateZeros() {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(new byte[BLOCK]);
      byte[] target = new byte[1 << 14];
      int length = deflater.deflate(target, 0, target.length, Deflater.FULL_FLUSH);
      return Arrays.copyOf(target, length);
    } finally {
      deflater.end();
    }
  }

  private static byte[] littleEndian(int value) {
    return new byte[] {
      (byte) value, (byte) (value >>> 8), (byte) (value >>> 16), (byte) (value >>> 24)
    };
  }
}
