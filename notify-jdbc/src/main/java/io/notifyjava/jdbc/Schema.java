package io.notifyjava.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tables of one component by its numbered scripts, or looks at those that are there.
 *
 * <p>Nodes that start together wait for each other. Where a database makes tables outside of
 * transactions, every statement of a script can be repeated and the version is written last, so
 * that a start that was cut short is finished by the next one.
 */
final class Schema {

  private static final Logger log = LoggerFactory.getLogger(Schema.class);

  private static final String VERSION = "SELECT version FROM notify_schema WHERE component = ?";

  private static final ReentrantLock H2 = new ReentrantLock();

  private final JdbcDatabase database;
  private final String component;
  private final int newest;

  /**
   * Creates it.
   *
   * @param component such as {@code outbox}
   * @param newest version that this library knows
   */
  Schema(JdbcDatabase database, String component, int newest) {
    this.database = database;
    this.component = component;
    this.newest = newest;
  }

  void prepare() throws DbException {
    int found = version();
    check(found);
    if (found == newest) {
      return;
    }
    if (!database.createTables()) {
      throw DbException.setUp(
          "The tables of the %s %s: run %s of notify-jdbc in the database, or allow createTables"
              .formatted(
                  component,
                  found == 0 ? "are missing" : "are of version " + found + " of " + newest,
                  script(database.dialect(), found + 1)));
    }
    database.write(
        "make the tables of the " + component,
        session -> {
          make(session);
          return true;
        });
    // By what is there now, since a statement that did nothing would look like success.
    int made = version();
    check(made);
    if (made < newest) {
      throw DbException.setUp(
          "The tables of the %s should be of version %d now, but are of %d: run %s by hand and read what it says"
              .formatted(component, newest, made, script(database.dialect(), made + 1)));
    }
  }

  private void check(int found) throws DbException {
    if (found > newest) {
      throw DbException.setUp(
          "The tables of the %s are of version %d, but this library knows versions up to %d: update notify-jdbc on this node; the others go on"
              .formatted(component, found, newest));
    }
  }

  /** Returns the version of the tables that are there; 0 for none. */
  private int version() throws DbException {
    try {
      return database.read("look for the tables of the " + component, this::version);
    } catch (DbException e) {
      if (e.kind() == DbException.Kind.SCHEMA && e.getCause() != null) {
        return 0;
      }
      throw e;
    }
  }

  private int version(Session session) throws SQLException {
    try (PreparedStatement statement = session.prepare(VERSION)) {
      statement.setString(1, component);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  private void make(Session session) throws SQLException, DbException {
    // MySQL takes names of at most 64 characters.
    String name = "notify-tables-" + Integer.toHexString(session.names().all().hashCode());
    lock(session, name);
    try {
      // Asked again under the lock, since another node may just have made them.
      for (int next = versionOrNone(session) + 1; next <= newest; next++) {
        log.info("Making version {} of the tables of the {}", next, component);
        run(session, script(session.dialect(), next));
      }
    } finally {
      unlock(session, name);
    }
  }

  private int versionOrNone(Session session) throws SQLException {
    if (session.dialect() == Dialect.POSTGRESQL && !isThere(session)) {
      // A statement that fails would end the transaction there.
      return 0;
    }
    try {
      return version(session);
    } catch (SQLException e) {
      if (SqlStates.isMissingTable(e)) {
        return 0;
      }
      throw e;
    }
  }

  private static boolean isThere(Session session) throws SQLException {
    try (PreparedStatement statement = session.prepare("SELECT to_regclass(?) IS NOT NULL")) {
      statement.setString(1, session.names().table("schema"));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static void lock(Session session, String name) throws SQLException, DbException {
    switch (session.dialect()) {
      case POSTGRESQL -> {
        try (PreparedStatement lock =
            session.prepare("SELECT pg_advisory_xact_lock(hashtext(?)::bigint)")) {
          lock.setString(1, name);
          lock.execute();
        }
      }
      case MARIADB, MYSQL -> {
        try (PreparedStatement lock = session.prepare("SELECT GET_LOCK(?, ?)")) {
          lock.setString(1, name);
          lock.setInt(2, Math.max(1, session.seconds() - 1));
          try (ResultSet row = lock.executeQuery()) {
            if (!row.next() || row.getInt(1) != 1) {
              throw DbException.unavailable(
                  "Another node has been making the tables for too long; try again");
            }
          }
        }
      }
      // One process, which can repeat each statement, but trips over itself if two make one table.
      case H2 -> H2.lock();
      case SQLITE -> log.debug("No lock is needed: it writes one at a time anyway");
    }
  }

  private static void unlock(Session session, String name) throws SQLException {
    if (session.dialect() == Dialect.H2) {
      H2.unlock();
    }
    if (session.dialect().isMysql()) {
      try (PreparedStatement unlock = session.prepare("SELECT RELEASE_LOCK(?)")) {
        unlock.setString(1, name);
        unlock.execute();
      }
    }
  }

  private String script(Dialect dialect, int version) {
    // Not formatted: some languages would write the number in digits of their own.
    return "io/notifyjava/jdbc/" + dialect.folder() + "/" + component + "-V" + version + ".sql";
  }

  private static void run(Session session, String script) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      if (session.seconds() > 0) {
        statement.setQueryTimeout(session.seconds());
      }
      for (String part : statements(session.names().script(text(script)))) {
        statement.execute(part);
      }
    }
  }

  /** Returns the statements of a script: each ends with a semicolon at the end of a line. */
  static List<String> statements(String script) {
    List<String> found = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (String line : script.lines().toList()) {
      int comment = line.indexOf("--");
      String code = (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
      if (code.isBlank()) {
        continue;
      }
      if (code.endsWith(";")) {
        found.add(current.append(code, 0, code.length() - 1).toString());
        current.setLength(0);
      } else {
        current.append(code).append('\n');
      }
    }
    return found;
  }

  private static String text(String script) {
    try (InputStream stream = Schema.class.getClassLoader().getResourceAsStream(script)) {
      if (stream == null) {
        throw new IllegalStateException(
            "The script " + script + " is missing from notify-jdbc: repair the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("The script " + script + " cannot be read from the jar", e);
    }
  }
}
