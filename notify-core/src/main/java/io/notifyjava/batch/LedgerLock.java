package io.notifyjava.batch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others away from a ledger's file. The operating system ends the lock with the process,
 * however that dies.
 */
final class LedgerLock {

  private static final String HERE = "this process, by another FileBatchLedger: share that one";

  /**
   * Files that this JVM has, by their paths and by what the file system calls them: a file can have
   * several names. Static, because the locks are: on Linux, opening a file a second time and
   * closing it again would end the lock that the process has by the first.
   */
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  /** Opened in vain beside another application's, whose lock would end if these were closed. */
  private static final Set<RandomAccessFile> KEPT_OPEN = ConcurrentHashMap.newKeySet();

  /** Far behind all records, since on Windows what is locked cannot be read by others. */
  private static final long PLACE = Long.MAX_VALUE - 1;

  private LedgerLock() {}

  /**
   * What this JVM holds of a file.
   *
   * @param id what the file system calls it; null where it has no such name
   */
  record Hold(Path path, @Nullable Object id) {

    /** Tells whether the file that is there now is not the one that is held. */
    boolean isGone() {
      try {
        return id != null && !id.equals(idOf(path));
      } catch (NoSuchFileException e) {
        return true;
      } catch (IOException e) {
        // Nobody knows; writing to it will tell.
        return false;
      }
    }
  }

  private static @Nullable Object idOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** Refuses a file that this JVM has; else holds it. */
  static Hold hold(Path path) throws IOException {
    Object id = idOf(path);
    if (!HELD.add(path)) {
      throw inUse(path, HERE);
    }
    if (id != null && !HELD.add(id)) {
      HELD.remove(path);
      throw inUse(path, HERE);
    }
    return new Hold(path, id);
  }

  static void release(Hold hold) {
    HELD.remove(hold.path());
    if (hold.id() != null) {
      HELD.remove(hold.id());
    }
  }

  /** Locks an open file against other processes, until it is closed. Does not wait. */
  static void lock(Path path, RandomAccessFile file) throws IOException {
    FileLock lock;
    try {
      lock = file.getChannel().tryLock(PLACE, 1, false);
    } catch (OverlappingFileLockException e) {
      KEPT_OPEN.add(file);
      throw inUse(path, "this process, by another application in it");
    }
    if (lock == null) {
      throw inUse(path, "process " + owner(file));
    }
  }

  /** Tells whether a file that could not be locked may be closed. */
  static boolean mayClose(RandomAccessFile file) {
    return !KEPT_OPEN.contains(file);
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
