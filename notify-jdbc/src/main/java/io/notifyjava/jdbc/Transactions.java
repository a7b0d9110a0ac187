package io.notifyjava.jdbc;

import io.notifyjava.jdbc.Session.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does pieces of work on the connections of a {@link Source}, and tells of each that failed whether
 * it may have happened all the same. Thread-safe.
 */
final class Transactions {

  private static final Logger log = LoggerFactory.getLogger(Transactions.class);

  /** Deadlocks are rare and pass at the second try; what fails so often is no deadlock. */
  private static final int TRIES = 6;

  private static final long PAUSE_NANOS = Duration.ofMillis(4).toNanos();

  private final Source source;
  private final Names names;
  private final int seconds;
  private final Clock clock;
  private final LongSupplier ticker;
  private final long tickOrigin;
  private volatile boolean closed;

  /**
   * Creates it.
   *
   * @param timeout longest time that a statement may take
   */
  Transactions(Source source, Names names, Duration timeout, Clock clock, LongSupplier ticker) {
    this.source = source;
    this.names = names;
    this.seconds = Math.toIntExact(Math.max(1, timeout.toSeconds()));
    this.clock = clock;
    this.ticker = ticker;
    this.tickOrigin = clock.millis() - ticker.getAsLong() / 1_000_000;
  }

  Dialect dialect() throws DbException {
    try {
      return source.dialect();
    } catch (SQLException e) {
      throw DbException.of("be reached", e, false);
    }
  }

  /** Begins nothing more. */
  void close() {
    closed = true;
  }

  /**
   * Does work in one transaction, and again if the database undid it for the sake of another.
   *
   * @param what it does, for errors, such as {@code insert entries}
   */
  <T> T write(String what, Work<T> work) throws DbException {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(what, work);
      } catch (Undone e) {
        if (attempt == TRIES) {
          throw DbException.of(what, e.failure, false);
        }
        log.debug("Doing it again, after {}: {}", SqlStates.shown(e.failure), what);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PAUSE_NANOS * attempt));
      }
    }
  }

  private <T> T once(String what, Work<T> work) throws DbException, Undone {
    try (Source.Lent lent = lend(what, true)) {
      T result = inside(what, work, lent);
      try {
        lent.commit();
        return result;
      } catch (SQLException e) {
        lent.failed(e);
        lent.rollback();
        boolean undone = SqlStates.isUndone(e, source.dialect());
        if (undone && SqlStates.isWorthAnother(e)) {
          throw new Undone(e);
        }
        throw DbException.of(what, e, !undone);
      }
    } catch (SQLException e) {
      throw DbException.of(what, e, false);
    }
  }

  private <T> T inside(String what, Work<T> work, Source.Lent lent) throws DbException, Undone {
    try {
      lent.begin();
      return work.in(session(lent.connection(), false));
    } catch (SQLException e) {
      lent.failed(e);
      lent.rollback();
      if (SqlStates.isWorthAnother(e)) {
        throw new Undone(e);
      }
      throw DbException.of(what, e, false);
    } catch (DbException | RuntimeException | Error e) {
      lent.rollback();
      throw e;
    }
  }

  /**
   * Does work whose one statement that changes something commits by itself: one way to a server and
   * back, where a transaction takes three. Not for H2, which takes more than a commit to be
   * durable.
   *
   * @param what it does, for errors
   */
  <T> T writeAtOnce(String what, Work<T> work) throws DbException {
    Dialect dialect = dialect();
    try (Source.Lent lent = lend(what, true)) {
      for (int attempt = 1; ; attempt++) {
        try {
          return work.in(session(lent.connection(), false));
        } catch (SQLException e) {
          if (attempt < TRIES && SqlStates.isWorthAnother(e)) {
            continue;
          }
          lent.failed(e);
          throw DbException.of(what, e, !SqlStates.isRefused(e, dialect));
        }
      }
    }
  }

  /** Does work that only reads, each statement by itself. */
  <T> T read(String what, Work<T> work) throws DbException {
    try (Source.Lent lent = lend(what, false)) {
      try {
        return work.in(session(lent.connection(), false));
      } catch (SQLException e) {
        lent.failed(e);
        throw DbException.of(what, e, false);
      }
    }
  }

  /** Does work in a transaction of the caller's, which stays the caller's. */
  <T> T within(Connection connection, String what, Work<T> work) throws DbException {
    dialect();
    try {
      return work.in(session(connection, true));
    } catch (SQLException e) {
      throw DbException.of(what, e, false);
    }
  }

  private Source.Lent lend(String what, boolean write) throws DbException {
    if (closed) {
      throw new DbException(
          DbException.Kind.CLOSED, false, "The JdbcDatabase was closed; open another", null);
    }
    try {
      return source.lend(write);
    } catch (SQLException e) {
      throw DbException.of(what, e, false);
    }
  }

  private Session session(Connection connection, boolean callers) throws DbException {
    Dialect dialect = dialect();
    // In transactions of ours PostgreSQL itself has the limit; a single read is cut by the
    // network's.
    boolean limited = dialect != Dialect.SQLITE && (callers || dialect != Dialect.POSTGRESQL);
    return new Session(
        connection,
        dialect,
        names,
        limited ? seconds : 0,
        clock.millis(),
        tickOrigin + ticker.getAsLong() / 1_000_000);
  }

  /** The database undid a transaction that may be tried again. */
  private static final class Undone extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SQLException failure;

    Undone(SQLException failure) {
      super(null, null, false, false);
      this.failure = failure;
    }
  }
}
