package io.notifyjava.jdbc;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An SQLite file: one connection that writes and one that reads, each for one thread at a time.
 *
 * <p>In WAL mode readers and the writer do not wait for each other, and {@code synchronous=FULL}
 * syncs the log at every commit, before it is acknowledged. The file is opened at the first use; it
 * and its log can be read by their owner only, since addresses stand there.
 */
final class SqliteSource implements Source {

  private static final Logger log = LoggerFactory.getLogger(SqliteSource.class);

  private final Path file;
  private final Duration timeout;
  private final Desk writer = new Desk("BEGIN IMMEDIATE");
  private final Desk reader = new Desk("BEGIN");
  private final ReentrantLock opening = new ReentrantLock();
  private @Nullable FileLockHolder held;

  /** What the system knows the file by, whatever it is called; null if it has no such thing. */
  private volatile @Nullable Object identity;

  private volatile boolean closed;

  SqliteSource(Path file, Duration timeout) {
    this.file = file.toAbsolutePath().normalize();
    this.timeout = timeout;
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public Lent lend(boolean write) throws SQLException, DbException {
    Desk desk = write ? writer : reader;
    desk.take();
    try {
      if (closed) {
        throw new DbException(
            DbException.Kind.CLOSED, false, "The database file was closed; open another", null);
      }
      checkFile();
      desk.open();
      return desk;
    } catch (SQLException | DbException | RuntimeException | Error e) {
      desk.turn.unlock();
      throw e;
    }
  }

  /**
   * SQLite goes on with a file that has lost its name: all would seem well until the process ends,
   * and everything since would be gone.
   */
  private void checkFile() throws DbException {
    Object known = identity;
    if (known == null) {
      return;
    }
    Object found;
    try {
      found = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      throw lost("removed");
    } catch (IOException e) {
      throw DbException.unavailable(
          "The file " + file + " cannot be looked at (" + e.getClass().getSimpleName() + ")");
    }
    if (!known.equals(found)) {
      throw lost("replaced");
    }
  }

  private DbException lost(String how) {
    return DbException.unavailable(
        "The file "
            + file
            + " was "
            + how
            + " while it was open, so nothing more is put there: stop this process, put the file"
            + " back or give it another, and start again");
  }

  @Override
  public void close() {
    closed = true;
    writer.shut();
    reader.shut();
    opening.lock();
    try {
      if (held != null) {
        held.close();
        held = null;
      }
    } finally {
      opening.unlock();
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private Connection connect() throws SQLException, DbException {
    opening.lock();
    try {
      if (held == null) {
        held = claimFile();
      }
    } finally {
      opening.unlock();
    }
    Connection connection = driver();
    try {
      configure(connection);
      if (identity == null) {
        identity = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      }
      return connection;
    } catch (IOException e) {
      connection.close();
      throw DbException.unavailable(
          "The file " + file + " cannot be looked at (" + e.getClass().getSimpleName() + ")");
    } catch (SQLException | DbException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private FileLockHolder claimFile() throws DbException {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileLockHolder lock = FileLockHolder.take(file);
      try {
        createPrivately();
      } catch (IOException e) {
        lock.close();
        throw e;
      }
      return lock;
    } catch (IOException e) {
      throw DbException.unavailable(
          "The file "
              + file
              + " cannot be opened ("
              + e.getClass().getSimpleName()
              + "): expected a folder in which this process may write");
    }
  }

  private void createPrivately() throws IOException {
    try {
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (FileAlreadyExistsException e) {
      log.debug("Found {}", file);
    }
  }

  private Connection driver() throws SQLException, DbException {
    try {
      // Named, since drivers register themselves in one class loader, which need not be ours.
      Class.forName("org.sqlite.JDBC");
    } catch (ClassNotFoundException e) {
      throw DbException.setUp(
          "A database file needs SQLite, which is not on the class path: add"
              + " org.xerial:sqlite-jdbc, or give a DataSource");
    }
    Properties settings = new Properties();
    settings.setProperty("busy_timeout", Long.toString(timeout.toMillis()));
    return DriverManager.getConnection("jdbc:sqlite:" + file, settings);
  }

  private static void configure(Connection connection) throws SQLException, DbException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode = WAL")) {
        if (!mode.next() || !"wal".equalsIgnoreCase(mode.getString(1))) {
          throw DbException.setUp(
              "The file cannot be kept in WAL mode: expected a local disk that is no network share");
        }
      }
      statement.execute("PRAGMA synchronous = FULL");
      // The log shrinks again after a rush.
      statement.execute("PRAGMA journal_size_limit = 67108864");
      statement.execute("PRAGMA cache_size = -16384");
    }
  }

  /** One connection and whose turn it is. */
  private final class Desk implements Lent {

    private final String begin;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Connection open;
    private boolean broken;

    Desk(String begin) {
      this.begin = begin;
    }

    void take() throws DbException {
      try {
        if (!turn.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
          throw DbException.unavailable(
              "The database file was busy for " + timeout + "; nothing was changed; try again");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DbException.unavailable(
            "The thread was interrupted while it waited for the database file; nothing was changed");
      }
    }

    void open() throws SQLException, DbException {
      if (open == null) {
        open = connect();
        broken = false;
      }
    }

    @Override
    public Connection connection() {
      if (open == null) {
        throw new IllegalStateException("No connection is lent");
      }
      return open;
    }

    @Override
    public void begin() throws SQLException {
      execute(begin);
    }

    @Override
    public void commit() throws SQLException {
      execute("COMMIT");
    }

    @Override
    public void rollback() {
      try {
        execute("ROLLBACK");
      } catch (SQLException e) {
        // After some failures SQLite has rolled back by itself and says that there is nothing to
        // do.
        log.debug("Nothing to roll back: {}", SqlStates.shown(e));
      }
    }

    private void execute(String sql) throws SQLException {
      try (Statement statement = connection().createStatement()) {
        statement.execute(sql);
      }
    }

    @Override
    public void failed(SQLException e) {
      broken |= SqlStates.wantsReopening(e);
    }

    @Override
    public void close() {
      try {
        if (broken) {
          disconnect();
        }
      } finally {
        turn.unlock();
      }
    }

    /** Waits for the work that is under way. */
    void shut() {
      turn.lock();
      try {
        disconnect();
      } finally {
        turn.unlock();
      }
    }

    private void disconnect() {
      if (open == null) {
        return;
      }
      try {
        open.close();
      } catch (SQLException e) {
        log.warn("The database file could not be closed: {}", SqlStates.shown(e));
      }
      open = null;
    }
  }
}
