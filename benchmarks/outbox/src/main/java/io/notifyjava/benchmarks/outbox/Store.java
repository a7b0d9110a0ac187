package io.notifyjava.benchmarks.outbox;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The database of a run.
 *
 * @param url of JDBC: of a SQLite file that is not there yet, or of an empty database of PostgreSQL
 *     or MariaDB
 */
record Store(String url) {

  private static final String SQLITE = "jdbc:sqlite:";

  boolean isSqlite() {
    return url.startsWith(SQLITE);
  }

  boolean isMariaDb() {
    return url.startsWith("jdbc:mariadb:");
  }

  /** Returns the file of SQLite. */
  Path file() {
    return Path.of(url.substring(SQLITE.length()));
  }

  /**
   * Opens a pool for those who want a data source. SQLite gets the settings that the outbox has,
   * write-ahead log and a sync for every commit, and one connection: with several, writers wait for
   * each other by sleeping, which made every peer slower.
   */
  HikariDataSource pool(int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(isSqlite() ? 1 : connections);
    if (isSqlite()) {
      config.addDataSourceProperty("journal_mode", "WAL");
      config.addDataSourceProperty("synchronous", "FULL");
      config.addDataSourceProperty("busy_timeout", "60000");
    }
    return new HikariDataSource(config);
  }

  /** Runs statements, one after the other. */
  static void execute(HikariDataSource pool, List<String> statements) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
