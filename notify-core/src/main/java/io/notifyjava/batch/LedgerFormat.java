package io.notifyjava.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes of a ledger's file, version 1: a header of 64 bytes, then records of 32, all numbers
 * big-endian.
 *
 * <pre>
 * header   0 "NOTIFYBL"   8 version   12 size of a record   16 check of the secret (16)   32 CRC-32C of 0 to 31
 *         56 number of the process that has it
 * record   0 key (16)    16 kind     17 reason    18 zero    20 synced (8)    28 CRC-32C
 * </pre>
 *
 * <p>The sum of a record covers its place too, so that a record that a broken disk put elsewhere is
 * none. <b>Synced</b> is how far the file was known to be on disk when the record was written. So a
 * reader can tell a tail that a crash tore, in which no later record knows better, from damage to
 * what had been durable.
 */
final class LedgerFormat {

  static final int HEADER = 64;
  static final int RECORD = 32;
  static final int PROCESS = 56;

  /** Kinds of records beside the {@link LedgerCodes numbers of states}. */
  static final int RUN_STARTED = 100;

  static final int RUN_ENDED = 101;

  private static final int VERSION = 1;
  private static final byte[] MAGIC = "NOTIFYBL".getBytes(StandardCharsets.US_ASCII);

  private LedgerFormat() {}

  static byte[] header(LedgerKey check) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.put(MAGIC).putInt(VERSION).putInt(RECORD).putLong(check.high()).putLong(check.low());
    header.putInt(sum(header.array(), 0, 32, 0));
    return header.array();
  }

  /** Tells whether a header that a crash cut short may have begun so. */
  static boolean isTornHeader(byte[] begin) {
    int compared = Math.min(begin.length, MAGIC.length);
    return begin.length < HEADER && Arrays.equals(begin, 0, compared, MAGIC, 0, compared);
  }

  /** Returns what is wrong with a header; empty if nothing is. */
  static String problem(byte[] header, LedgerKey check) {
    ByteBuffer read = ByteBuffer.wrap(header);
    if (!Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return "is no ledger of a batch: expected it to begin with NOTIFYBL; name another file";
    }
    if (read.getInt(32) != sum(header, 0, 32, 0)) {
      return "is damaged at byte 0: its header does not add up; restore it from a copy, or begin"
          + " another if nothing must be kept from being sent twice";
    }
    if (read.getInt(8) != VERSION) {
      return "is of version "
          + read.getInt(8)
          + ", but this library knows version "
          + VERSION
          + ": update notify-core on this machine";
    }
    if (read.getLong(16) != check.high() || read.getLong(24) != check.low()) {
      return "was begun with another hashSecret, or with none: give the same one, for else no"
          + " message would be recognised and all would be sent again";
    }
    return "";
  }

  static void putRecord(ByteBuffer to, LedgerKey key, int kind, int reason, long at, long synced) {
    int from = to.position();
    to.putLong(key.high()).putLong(key.low()).put((byte) kind).put((byte) reason);
    to.putShort((short) 0).putLong(synced);
    to.putInt(sum(to.array(), to.arrayOffset() + from, RECORD - 4, at));
  }

  /** Tells whether a record is whole that was read at this place of the file. */
  static boolean isWhole(ByteBuffer block, int from, long at) {
    return block.getInt(from + RECORD - 4)
        == sum(block.array(), block.arrayOffset() + from, RECORD - 4, at);
  }

  private static int sum(byte[] bytes, int from, int length, long at) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, from, length);
    for (int shift = 0; shift < 64; shift += 8) {
      sum.update((int) (at >>> shift) & 0xff);
    }
    return (int) sum.getValue();
  }
}
