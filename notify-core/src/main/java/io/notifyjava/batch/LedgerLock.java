package io.notifyjava.batch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps others away from a ledger's file. The operating system ends the lock with the process,
 * however that dies.
 */
final class LedgerLock {

  /**
   * Files that this JVM has. Static, because the locks are: on Linux, opening a file a second time
   * and closing it again would end the lock that the process has by the first.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** Far behind all records, since on Windows what is locked cannot be read by others. */
  private static final long PLACE = Long.MAX_VALUE - 1;

  private LedgerLock() {}

  /** Refuses a file that this JVM has; else holds it. */
  static void hold(Path path) {
    if (!HELD.add(path)) {
      throw inUse(path, "this process, by another FileBatchLedger: share that one");
    }
  }

  static void release(Path path) {
    HELD.remove(path);
  }

  /** Locks an open file against other processes, until it is closed. Does not wait. */
  static void lock(Path path, RandomAccessFile file) throws IOException {
    FileLock lock = file.getChannel().tryLock(PLACE, 1, false);
    if (lock == null) {
      throw inUse(path, "process " + owner(file));
    }
  }

  private static String owner(RandomAccessFile file) throws IOException {
    if (file.length() < LedgerFormat.HEADER) {
      return "of an unknown number";
    }
    file.seek(LedgerFormat.PROCESS);
    return Long.toString(file.readLong());
  }

  private static LedgerException inUse(Path path, String by) {
    return new LedgerException(
        LedgerException.Kind.IN_USE,
        "The ledger "
            + path
            + " is in use by "
            + by
            + ". One batch at a time has a ledger: wait until the other is done, or give this one"
            + " a file of its own");
  }
}
