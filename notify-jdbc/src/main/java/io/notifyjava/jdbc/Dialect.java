package io.notifyjava.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/** What differs between the databases: names of scripts, words for the time, ways to lock. */
enum Dialect {
  /** The clock stands still within one statement, so that indexes can be used. */
  POSTGRESQL("postgresql", "(floor(extract(epoch from statement_timestamp()) * 1000)::bigint)"),
  /** From UTC, since the session's zone has an hour in autumn that is there twice. */
  MARIADB("mysql", "(timestampdiff(MICROSECOND, '1970-01-01', utc_timestamp(3)) DIV 1000)"),
  /** Not run by our tests: there is no server that they could start. */
  MYSQL("mysql", MARIADB.now),
  H2("h2", "CAST(FLOOR(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000) AS BIGINT)"),
  /** Has one process, whose clock is put in as a number. */
  SQLITE("sqlite", "{now}");

  private final String folder;
  private final String now;

  Dialect(String folder, String now) {
    this.folder = folder;
    this.now = now;
  }

  /** Returns the folder of its scripts. */
  String folder() {
    return folder;
  }

  /** Returns the expression for the time of the store, in milliseconds since 1970. */
  String now() {
    return now;
  }

  /** Returns the function for the lesser of two numbers. */
  String least() {
    return this == SQLITE ? "min" : "least";
  }

  /** Returns the function for the number of bytes of a payload, which need not read it. */
  String bytes() {
    return this == SQLITE ? "length" : "octet_length";
  }

  boolean isMysql() {
    return this == MYSQL || this == MARIADB;
  }

  /** Tells whether {@code FOR UPDATE SKIP LOCKED} is there and worth it. */
  boolean skipsLocked() {
    return isMysql() || this == POSTGRESQL;
  }

  /** Tells whether {@code ON CONFLICT DO NOTHING} is there. */
  boolean ignoresConflicts() {
    return this == POSTGRESQL || this == SQLITE;
  }

  /** Tells whether the scripts make indexes of some rows only. */
  boolean hasPartialIndexes() {
    return this == POSTGRESQL || this == SQLITE;
  }

  /** Tells whether tables and version are made in one step that a crash cannot cut. */
  boolean schemaIsTransactional() {
    return this == POSTGRESQL || this == SQLITE;
  }

  /**
   * Looks at what a connection leads to.
   *
   * @throws DbException if it is no database that is known here, or too old
   */
  static Dialect of(Connection connection) throws SQLException, DbException {
    DatabaseMetaData data = connection.getMetaData();
    String product = data.getDatabaseProductName().toLowerCase(Locale.ROOT);
    String version = data.getDatabaseProductVersion();
    int major = data.getDatabaseMajorVersion();
    int minor = data.getDatabaseMinorVersion();
    if (product.contains("mariadb") || version.toLowerCase(Locale.ROOT).contains("mariadb")) {
      return since(MARIADB, "MariaDB", major, minor, 10, 6);
    }
    return switch (product) {
      case "postgresql" -> since(POSTGRESQL, "PostgreSQL", major, minor, 12, 0);
      case "mysql" -> since(MYSQL, "MySQL", major, minor, 8, 0);
      case "h2" -> since(H2, "H2", major, minor, 2, 0);
      case "sqlite" ->
          throw DbException.setUp(
              "SQLite through a DataSource has no owner who keeps other processes away; use"
                  + " JdbcDatabase.file(path), and give enqueue your own connection to that file");
      default ->
          throw DbException.setUp(
              "Expected PostgreSQL, MariaDB, MySQL or H2, but the DataSource leads to "
                  + data.getDatabaseProductName()
                  + "; use one of them, or JdbcDatabase.file(path)");
    };
  }

  private static Dialect since(
      Dialect dialect, String name, int major, int minor, int leastMajor, int leastMinor)
      throws DbException {
    if (major < leastMajor || (major == leastMajor && minor < leastMinor)) {
      throw DbException.setUp(
          "Expected %s %d.%d or later, but the server is %d.%d: update it, or use another database"
              .formatted(name, leastMajor, leastMinor, major, minor));
    }
    return dialect;
  }
}
