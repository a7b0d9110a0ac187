package io.notifyjava.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger's file while it is open: appends records and syncs them.
 *
 * <p>A {@link java.io.RandomAccessFile}, since an interrupt of the thread would close a channel.
 * What could not be written stays in memory and is written with the next call; the file is cut back
 * to its last whole record before that. After a sync that failed nobody knows what the disk has, so
 * nothing more is begun until the file is opened, and read, again.
 *
 * <p>Not thread-safe.
 */
final class LedgerFile implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LedgerFile.class);

  private static final LedgerKey NO_KEY = new LedgerKey(0, 0);

  private final Path path;
  private final LedgerLock.Hold hold;
  private final LedgerDisk file;
  private ByteBuffer pending = ByteBuffer.allocate(256 * LedgerFormat.RECORD);
  private long end;
  private long synced;

  /** Whether there may be something behind the last whole record. */
  private boolean uncut;

  private @Nullable IOException broken;
  private boolean closed;

  private LedgerFile(LedgerLock.Hold hold, LedgerDisk file, long end) {
    this.hold = hold;
    this.path = hold.path();
    this.file = file;
    this.end = end;
    this.synced = LedgerFormat.HEADER;
  }

  static LedgerFile open(Path given, LedgerKey check, LedgerTable table, LedgerDisk.Opener disks) {
    LedgerLock.Hold hold;
    LedgerDisk file = null;
    boolean opened = false;
    try {
      createPrivately(given);
      hold = LedgerLock.hold(given.toRealPath());
    } catch (IOException e) {
      throw unavailable(given.toString(), "opened", e);
    }
    try {
      file = disks.open(hold.path());
      LedgerLock.lock(hold.path(), file);
      LedgerFile ledger = read(hold, file, check, table);
      opened = true;
      return ledger;
    } catch (IOException e) {
      throw unavailable(given.toString(), "opened", e);
    } finally {
      if (!opened) {
        closeQuietly(file);
        LedgerLock.release(hold);
      }
    }
  }

  private static void createPrivately(Path path) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    try {
      FileAttribute<?>[] attributes =
          posix
              ? new FileAttribute<?>[] {
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
              }
              : new FileAttribute<?>[0];
      Files.createFile(path, attributes);
    } catch (FileAlreadyExistsException e) {
      log.debug("Found {}", path);
    }
  }

  private static LedgerFile read(
      LedgerLock.Hold hold, LedgerDisk file, LedgerKey check, LedgerTable table)
      throws IOException {
    Path path = hold.path();
    byte[] header = new byte[(int) Math.min(LedgerFormat.HEADER, file.length())];
    file.readFully(header);
    if (LedgerFormat.isTornHeader(header)) {
      file.seek(0);
      file.write(LedgerFormat.header(check));
      file.sync();
      // The file's name is kept by its folder, which has a mind of its own.
      LedgerDisk.syncFolder(path);
    } else {
      refuse(path, header, check);
    }
    LedgerFile ledger =
        new LedgerFile(hold, file, new LedgerReader(file, table).read(path.toString()));
    long torn = file.length() - ledger.end;
    if (torn > 0) {
      log.warn(
          "The ledger {} ended in {} bytes that a crash tore; they were cut off at byte {}",
          path,
          torn,
          ledger.end);
      file.setLength(ledger.end);
    }
    file.seek(LedgerFormat.PROCESS);
    file.writeLong(ProcessHandle.current().pid());
    return ledger;
  }

  private static void refuse(Path path, byte[] header, LedgerKey check) {
    String problem =
        header.length < LedgerFormat.HEADER
            ? "is no ledger of a batch: expected it to begin with NOTIFYBL; name another file"
            : LedgerFormat.problem(header, check);
    if (!problem.isEmpty()) {
      throw new LedgerException(
          LedgerException.Kind.UNREADABLE, "The file " + path + " " + problem);
    }
  }

  /** Appends that these are begun, and syncs. If it throws, none of them counts as begun here. */
  void begin(List<LedgerKey> keys) {
    write();
    for (LedgerKey key : keys) {
      put(key, LedgerCodes.of(LedgerState.BEGUN), 0);
    }
    try {
      write();
    } catch (LedgerException e) {
      // Only these: what had been pending was written before.
      pending.clear();
      throw e;
    }
    sync();
  }

  /** Appends a record; keeps it if that fails. */
  void append(LedgerKey key, int kind, int reason) {
    put(key, kind, reason);
    write();
  }

  /** Appends a record that is about no message. */
  void mark(int kind) {
    append(NO_KEY, kind, 0);
  }

  private void put(LedgerKey key, int kind, int reason) {
    if (pending.remaining() < LedgerFormat.RECORD) {
      ByteBuffer more = ByteBuffer.allocate(2 * pending.capacity());
      more.put(pending.flip());
      pending = more;
    }
    LedgerFormat.putRecord(pending, key, kind, reason, end + pending.position(), synced);
  }

  /** Writes what is pending. */
  void write() {
    if (pending.position() == 0) {
      return;
    }
    requireSound();
    if (uncut) {
      // Else whole records of it could stand behind what is written now, and be read with it.
      try {
        cutBack();
      } catch (IOException e) {
        throw unavailable(toString(), "cut back", e);
      }
    }
    try {
      file.seek(end);
      file.write(pending.array(), 0, pending.position());
    } catch (IOException e) {
      uncut = true;
      try {
        cutBack();
      } catch (IOException again) {
        log.warn("The ledger {} could not be cut back to byte {}", path, end);
      }
      throw unavailable(toString(), "written", e);
    }
    end += pending.position();
    pending.clear();
  }

  private void cutBack() throws IOException {
    file.setLength(end);
    uncut = false;
  }

  void sync() {
    write();
    requireSound();
    if (synced == end) {
      return;
    }
    try {
      file.sync();
    } catch (IOException e) {
      broken = e;
      throw unavailable(toString(), "synced", e);
    }
    synced = end;
  }

  private void requireSound() {
    if (broken != null) {
      throw unavailable(toString(), "synced before, so nobody knows what the disk has", broken);
    }
  }

  /**
   * Refuses to go on with a file that is not found again after a crash: of what was begun in it
   * nobody would know.
   */
  void requireThere() {
    if (hold.isGone()) {
      throw new LedgerException(
          LedgerException.Kind.LOST,
          "The ledger "
              + path
              + " was deleted or replaced while it was open, so what it knew is lost: nothing more"
              + " is begun; find out who did that before the batch is run again");
    }
  }

  void requireOpen() {
    if (closed) {
      throw new LedgerException(
          LedgerException.Kind.CLOSED, "The ledger " + path + " was closed; open it again");
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        file.close();
      } finally {
        // Only now: closing ends every lock that this process has on the file.
        LedgerLock.release(hold);
      }
    }
  }

  private static void closeQuietly(@Nullable LedgerDisk file) {
    try {
      if (file != null && LedgerLock.mayClose(file)) {
        file.close();
      }
    } catch (IOException e) {
      log.debug("A ledger's file could not be closed", e);
    }
  }

  static LedgerException unavailable(String name, String what, IOException e) {
    return new LedgerException(
        LedgerException.Kind.UNAVAILABLE,
        "The ledger "
            + name
            + " could not be "
            + what
            + " ("
            + e.getClass().getSimpleName()
            + "): nothing is begun that is not written there; look at the disk, then open the"
            + " ledger and run the batch again",
        e);
  }

  /** Shows the file's name. */
  @Override
  public String toString() {
    return path.toString();
  }
}
