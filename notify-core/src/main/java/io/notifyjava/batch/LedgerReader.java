package io.notifyjava.batch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;

/** Reads the records of a ledger's file into a table, once, when it is opened. */
final class LedgerReader {

  private static final int BLOCK = 32_768 * LedgerFormat.RECORD;

  private final RandomAccessFile file;
  private final LedgerTable table;
  private long end = -1;
  private long synced;

  LedgerReader(RandomAccessFile file, LedgerTable table) {
    this.file = file;
    this.table = table;
  }

  /**
   * Reads all of it.
   *
   * @return where the records end; what follows was torn by a crash and never counted
   * @throws LedgerException if something is broken that had been durable
   */
  long read(String name) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    long at = LedgerFormat.HEADER;
    file.seek(at);
    int length = fill(block);
    while (length >= LedgerFormat.RECORD) {
      int whole = length - length % LedgerFormat.RECORD;
      for (int from = 0; from < whole; from += LedgerFormat.RECORD) {
        take(block, from, at + from);
      }
      at += whole;
      length = whole == BLOCK ? fill(block) : 0;
    }
    if (end >= 0 && synced > end) {
      throw new LedgerException(
          LedgerException.Kind.UNREADABLE,
          "The ledger "
              + name
              + " is damaged at byte "
              + end
              + ", in what had been written safely: restore it from a copy; without these records"
              + " messages could be sent twice");
    }
    return end < 0 ? at : end;
  }

  private int fill(ByteBuffer block) throws IOException {
    int length = 0;
    int got = 0;
    while (length < BLOCK && got >= 0) {
      length += got;
      got = file.read(block.array(), block.arrayOffset() + length, BLOCK - length);
    }
    return length;
  }

  private void take(ByteBuffer block, int from, long at) {
    if (!LedgerFormat.isWhole(block, from, at)) {
      end = end < 0 ? at : end;
      return;
    }
    synced = Math.max(synced, block.getLong(from + 20));
    int kind = block.get(from + 16);
    if (end < 0 && LedgerCodes.isState(kind)) {
      int reason = block.get(from + 17);
      table.put(block.getLong(from), block.getLong(from + 8), kind, reason, false);
    }
  }
}
