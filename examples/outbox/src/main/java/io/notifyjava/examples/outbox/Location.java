package io.notifyjava.examples.outbox;

import io.notifyjava.jdbc.JdbcDatabase;
import io.notifyjava.jdbc.JdbcOutbox;
import io.notifyjava.message.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the entries are kept: a file, or tables on a server. Shows no password.
 *
 * @param target the file, or the JDBC URL
 * @param user of the server; null for none
 * @param password of the server; null for none
 * @param prefix of the tables on a server, so that a run touches nobody else's
 */
record Location(String target, @Nullable String user, @Nullable String password, String prefix) {

  /** Environment variable with the user of the server. */
  static final String USER = "OUTBOX_DB_USER";

  /** Environment variable with the password of the server: command lines can be read by others. */
  static final String PASSWORD = "OUTBOX_DB_PASSWORD";

  private static final String TARGET = "OUTBOX_DB_TARGET";
  private static final String PREFIX = "OUTBOX_DB_PREFIX";
  private static final int CONNECTIONS = 6;

  static Location file(Path file) {
    return new Location(file.toString(), null, null, "notify_");
  }

  /** Returns a server with its user and password from the environment. */
  static Location server(String url, Map<String, String> environment, String prefix) {
    return new Location(url, environment.get(USER), environment.get(PASSWORD), prefix);
  }

  /** Tells whether it belongs to one process. */
  boolean isFile() {
    return !target.startsWith("jdbc:");
  }

  /** Tells a child, not on its command line, which others can read. */
  void tell(Map<String, String> environment) {
    environment.put(TARGET, target);
    environment.put(PREFIX, prefix);
    put(environment, USER, user);
    put(environment, PASSWORD, password);
  }

  private static void put(Map<String, String> environment, String name, @Nullable String value) {
    if (value == null) {
      environment.remove(name);
    } else {
      environment.put(name, value);
    }
  }

  /** Returns what a child was told. */
  static Location told(Map<String, String> environment) {
    return new Location(
        Objects.requireNonNull(environment.get(TARGET), TARGET),
        environment.get(USER),
        environment.get(PASSWORD),
        Objects.requireNonNull(environment.get(PREFIX), PREFIX));
  }

  /** Opens the outbox there. */
  JdbcOutbox open() {
    if (isFile()) {
      return JdbcOutbox.file(Path.of(target));
    }
    JdbcDatabase.Builder builder =
        JdbcDatabase.url(target).tablePrefix(prefix).maxConnections(CONNECTIONS);
    if (user != null) {
      builder.user(user);
    }
    if (password != null) {
      builder.password(Secret.of(password));
    }
    return JdbcOutbox.owning(builder.build());
  }

  /**
   * Counts what a process has in hand, past the library that is being judged.
   *
   * @param node its name
   */
  long inHand(String node) throws SQLException {
    // For reading only, so that nothing is mended here that the next process must mend itself.
    String url = isFile() ? "jdbc:sqlite:file:" + target + "?mode=ro" : target;
    String sql =
        "SELECT count(*) FROM "
            + prefix
            + "outbox WHERE open_at IS NOT NULL AND state = 'LEASED' AND node LIKE '%s-%%'";
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(node))) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public String toString() {
    return isFile() ? "file " + target : "server, tables " + prefix + "*";
  }
}
