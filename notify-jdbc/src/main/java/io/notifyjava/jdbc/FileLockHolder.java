package io.notifyjava.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other processes away from a file for as long as this one has it open. The operating system
 * ends the lock with the process, however that dies.
 */
final class FileLockHolder implements AutoCloseable {

  /**
   * Files that this JVM has. Static, because the locks are: on Linux, opening the lock file a
   * second time and closing it again would end the lock that the process has by the first.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private static final Logger log = LoggerFactory.getLogger(FileLockHolder.class);

  private final Path path;
  private final FileChannel channel;

  private FileLockHolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes the lock; does not wait for it.
   *
   * @throws DbException if another has it; the message says who and what to do
   */
  static FileLockHolder take(Path database) throws IOException, DbException {
    Path path = database.resolveSibling(database.getFileName() + ".lock");
    if (!HELD.add(path)) {
      throw taken(database, "this process, by another JdbcDatabase: share that one");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw taken(database, "process " + owner(channel));
      }
      write(channel);
      return new FileLockHolder(path, channel);
    } catch (IOException | DbException | RuntimeException e) {
      HELD.remove(path);
      close(channel);
      throw e;
    }
  }

  private static DbException taken(Path database, String by) {
    return DbException.setUp(
        "The file "
            + database
            + " is in use by "
            + by
            + ". A file belongs to one process at a time: stop the other one, give this one a file"
            + " of its own, or use PostgreSQL or MariaDB for several");
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("[0-9]+") ? pid : "of an unknown number";
  }

  private static void write(FileChannel channel) throws IOException {
    byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(pid), 0);
  }

  /** Gives the lock back. The file stays: deleting it could take it from one who just opened it. */
  @Override
  public void close() {
    close(channel);
    HELD.remove(path);
  }

  private static void close(@Nullable FileChannel channel) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      // The lock went with the descriptor, which is gone either way.
      log.debug("A lock file could not be closed", e);
    }
  }
}
