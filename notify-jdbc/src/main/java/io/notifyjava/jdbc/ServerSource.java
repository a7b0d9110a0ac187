package io.notifyjava.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lends the connections of a {@link DataSource}, and gives them back as they were. */
final class ServerSource implements Source {

  private static final Logger log = LoggerFactory.getLogger(ServerSource.class);

  /** More than a statement may take, so that the server's own limit speaks first if it can. */
  private static final Duration SPARE = Duration.ofSeconds(1);

  private final DataSource dataSource;
  private final boolean own;
  private final long statementMillis;
  private final int networkMillis;
  private volatile @Nullable Dialect dialect;

  /**
   * Creates it.
   *
   * @param own whether it is closed with this
   */
  ServerSource(DataSource dataSource, boolean own, Duration timeout) {
    this.dataSource = dataSource;
    this.own = own;
    this.statementMillis = timeout.toMillis();
    this.networkMillis = (int) timeout.plus(SPARE).toMillis();
  }

  @Override
  public Dialect dialect() throws SQLException, DbException {
    Dialect known = dialect;
    if (known == null) {
      try (Connection connection = dataSource.getConnection()) {
        known = Dialect.of(connection);
        dialect = known;
      }
    }
    return known;
  }

  @Override
  public Lent lend(boolean write) throws SQLException, DbException {
    Dialect known = dialect();
    return new Borrowed(dataSource.getConnection(), known);
  }

  @Override
  public void close() {
    if (own && dataSource instanceof AutoCloseable pool) {
      try {
        pool.close();
      } catch (Exception e) {
        log.warn("The connection pool could not be closed: {}", e.getClass().getName());
      }
    }
  }

  private final class Borrowed implements Lent {

    private final Connection connection;
    private final Dialect dialect;
    private final boolean autoCommit;
    private final int networkTimeout;

    Borrowed(Connection connection, Dialect dialect) throws SQLException {
      this.connection = connection;
      this.dialect = dialect;
      try {
        this.autoCommit = connection.getAutoCommit();
        this.networkTimeout = limitNetwork();
        if (!autoCommit) {
          connection.setAutoCommit(true);
        }
      } catch (SQLException | RuntimeException e) {
        quietly("close", connection::close);
        throw e;
      }
    }

    /** Without it a server that no longer answers holds its caller for ever. */
    private int limitNetwork() throws SQLException {
      if (dialect == Dialect.H2) {
        return -1;
      }
      int before = connection.getNetworkTimeout();
      if (before == 0 || before > networkMillis) {
        connection.setNetworkTimeout(Runnable::run, networkMillis);
        return before;
      }
      return -1;
    }

    @Override
    public Connection connection() {
      return connection;
    }

    @Override
    public void begin() throws SQLException {
      if (dialect.isMysql()) {
        // Its default locks the gaps between rows too, and nodes run into each other.
        execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
      }
      connection.setAutoCommit(false);
      if (dialect == Dialect.POSTGRESQL) {
        // A pool or a server may have another default, under which claims undo each other. Its
        // driver's own limit asks the server to stop by another connection, and waits ten seconds
        // for one that says nothing. Both go in one message.
        execute(
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = "
                + statementMillis);
      }
    }

    @Override
    public void commit() throws SQLException {
      connection.commit();
      if (dialect == Dialect.H2) {
        connection.setAutoCommit(true);
        // A commit of H2 is written, but not forced to the disk.
        execute("CHECKPOINT SYNC");
      }
    }

    private void execute(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @Override
    public void rollback() {
      quietly("roll back", connection::rollback);
    }

    @Override
    public void failed(SQLException e) {
      // The pool looks after its connections by itself.
    }

    @Override
    public void close() {
      quietly(
          "reset",
          () -> {
            if (connection.isClosed()) {
              return;
            }
            if (connection.getAutoCommit() != autoCommit) {
              connection.setAutoCommit(autoCommit);
            }
            if (networkTimeout >= 0) {
              connection.setNetworkTimeout(Runnable::run, networkTimeout);
            }
          });
      quietly("close", connection::close);
    }
  }

  private interface Step {
    void run() throws SQLException;
  }

  /**
   * What fails here fails on a connection that is broken anyway, and the work's own failure counts.
   */
  private static void quietly(String what, Step step) {
    try {
      step.run();
    } catch (SQLException e) {
      log.debug("Could not {} a connection: {}", what, SqlStates.shown(e));
    }
  }
}
