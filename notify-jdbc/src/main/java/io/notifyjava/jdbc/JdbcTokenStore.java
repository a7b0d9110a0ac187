package io.notifyjava.jdbc;

import io.notifyjava.jdbc.Session.Work;
import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenStore;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Access tokens in a {@link JdbcDatabase}, so that all nodes use one, and one of them renews it.
 *
 * <p>Leases of the renewer's lock go by the server's clock. The tables are made, or looked for, at
 * the first use. Thread-safe. Failures are {@link JdbcException}s, after which a cache goes on by
 * itself.
 *
 * @since 0.1.0
 */
public final class JdbcTokenStore implements TokenStore {

  /** What ends later was written before the server's clock was set back; nobody waits for it. */
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);

  private static final String KEY = " WHERE platform = ? AND account = ? AND fingerprint = ?";

  private static final String FIND = "SELECT token_value, expires_at FROM notify_token" + KEY;

  private static final String REPLACE =
      "UPDATE notify_token SET token_value = ?, expires_at = ?" + KEY;

  private static final String REMOVE = "DELETE FROM notify_token" + KEY + " AND token_value = ?";

  private static final String HOLD =
      "UPDATE notify_token_lock SET holder = ?, held_until = %1$s + ?"
          + KEY
          + " AND (holder = ? OR held_until <= %1$s OR held_until > %1$s + ?)";

  private static final String UNLOCK = "DELETE FROM notify_token_lock" + KEY + " AND holder = ?";

  private final JdbcDatabase database;
  private final boolean readOnly;
  private final Schema schema;
  private volatile boolean ready;

  private JdbcTokenStore(JdbcDatabase database, boolean readOnly) {
    this.database = Objects.requireNonNull(database, "database");
    this.readOnly = readOnly;
    this.schema = new Schema(database, "token", 1);
  }

  /** Returns a store whose nodes renew tokens between them. */
  public static JdbcTokenStore in(JdbcDatabase database) {
    return new JdbcTokenStore(database, false);
  }

  /**
   * Returns a store for a system in which another one renews tokens and writes them into {@code
   * notify_token}. Tokens are found; the lock is never given, and nothing is written.
   */
  public static JdbcTokenStore readOnly(JdbcDatabase database) {
    return new JdbcTokenStore(database, true);
  }

  @Override
  public Optional<AccessToken> find(TokenKey key) {
    return told(
        () ->
            database.read(
                "find a token",
                session -> {
                  try (PreparedStatement statement = session.prepare(FIND)) {
                    bind(statement, 1, key);
                    try (ResultSet row = statement.executeQuery()) {
                      return row.next()
                          ? Optional.of(
                              new AccessToken(
                                  row.getString(1), Instant.ofEpochMilli(row.getLong(2))))
                          : Optional.empty();
                    }
                  }
                }));
  }

  @Override
  public void put(TokenKey key, AccessToken token) {
    if (readOnly) {
      return;
    }
    write(
        "keep a token",
        session -> {
          if (replace(session, key, token) == 0 && add(session, key, token) == 0) {
            // Another node added one between the two.
            return replace(session, key, token);
          }
          return 1;
        });
  }

  private static int replace(Session session, TokenKey key, AccessToken token) throws SQLException {
    try (PreparedStatement statement = session.prepare(REPLACE)) {
      statement.setString(1, token.value());
      statement.setLong(2, token.expiresAt().toEpochMilli());
      bind(statement, 3, key);
      return statement.executeUpdate();
    }
  }

  private static int add(Session session, TokenKey key, AccessToken token) throws SQLException {
    String sql = absent(session, "token", "token_value, expires_at", "?");
    try (PreparedStatement statement = session.prepare(sql)) {
      int at = bind(statement, 1, key);
      statement.setString(at++, token.value());
      statement.setLong(at++, token.expiresAt().toEpochMilli());
      return inserted(session, statement, at, key);
    }
  }

  @Override
  public boolean remove(TokenKey key, String value) {
    Objects.requireNonNull(value, "value");
    return !readOnly && delete("forget a token", REMOVE, key, value);
  }

  @Override
  public boolean tryLock(TokenKey key, String holder, Duration lease) {
    Objects.requireNonNull(holder, "holder");
    return !readOnly
        && write(
            "ask for the right to renew",
            session -> hold(session, key, holder, lease) || take(session, key, holder, lease));
  }

  private static boolean hold(Session session, TokenKey key, String holder, Duration lease)
      throws SQLException {
    try (PreparedStatement statement = session.prepare(HOLD.formatted(clock(session)))) {
      statement.setString(1, holder);
      statement.setLong(2, lease.toMillis());
      int at = bind(statement, 3, key);
      statement.setString(at, holder);
      statement.setLong(at + 1, Math.max(lease.toMillis(), LONGEST_LEASE.toMillis()));
      return statement.executeUpdate() == 1;
    }
  }

  private static boolean take(Session session, TokenKey key, String holder, Duration lease)
      throws SQLException {
    String sql = absent(session, "token_lock", "holder, held_until", clock(session) + " + ?");
    try (PreparedStatement statement = session.prepare(sql)) {
      int at = bind(statement, 1, key);
      statement.setString(at++, holder);
      statement.setLong(at++, lease.toMillis());
      return inserted(session, statement, at, key) == 1;
    }
  }

  @Override
  public void unlock(TokenKey key, String holder) {
    Objects.requireNonNull(holder, "holder");
    if (!readOnly) {
      delete("give back the right to renew", UNLOCK, key, holder);
    }
  }

  private boolean delete(String what, String sql, TokenKey key, String last) {
    return write(
        what,
        session -> {
          try (PreparedStatement statement = session.prepare(sql)) {
            statement.setString(bind(statement, 1, key), last);
            return statement.executeUpdate() == 1;
          }
        });
  }

  /** A process that has a file to itself measures leases by a clock that does not jump. */
  private static String clock(Session session) {
    return session.dialect() == Dialect.SQLITE ? "{tick}" : "{now}";
  }

  /** Returns an insert that does nothing if the key is there. */
  private static String absent(Session session, String table, String columns, String last) {
    String into =
        "INSERT INTO notify_%s (platform, account, fingerprint, %s) ".formatted(table, columns);
    return switch (session.dialect()) {
      case POSTGRESQL, SQLITE -> into + "VALUES (?, ?, ?, ?, " + last + ") ON CONFLICT DO NOTHING";
      case MARIADB, MYSQL ->
          // Any other clause counts a row that it left alone as one that it found.
          into.replace("INSERT", "INSERT IGNORE") + "VALUES (?, ?, ?, ?, " + last + ")";
      case H2 ->
          into
              + "SELECT ?, ?, ?, ?, "
              + last
              + " WHERE NOT EXISTS (SELECT 1 FROM notify_"
              + table
              + KEY
              + ")";
    };
  }

  private static int inserted(Session session, PreparedStatement statement, int at, TokenKey key)
      throws SQLException {
    if (session.dialect() == Dialect.H2) {
      bind(statement, at, key);
    }
    try {
      return statement.executeUpdate();
    } catch (SQLException e) {
      if (session.dialect() == Dialect.H2 && SqlStates.isDuplicate(e)) {
        return 0;
      }
      throw e;
    }
  }

  private static int bind(PreparedStatement statement, int from, TokenKey key) throws SQLException {
    statement.setString(from, key.platform());
    statement.setString(from + 1, key.account());
    statement.setString(from + 2, key.fingerprint());
    return from + 3;
  }

  private <T> T write(String what, Work<T> work) {
    return told(() -> database.write(what, work));
  }

  private <T> T told(Doing<T> doing) {
    try {
      if (!ready) {
        schema.prepare();
        ready = true;
      }
      return doing.done();
    } catch (DbException e) {
      throw JdbcException.of(e);
    }
  }

  @Override
  public String toString() {
    return "JdbcTokenStore[" + database + (readOnly ? ", read only]" : "]");
  }

  private interface Doing<T> {
    T done() throws DbException;
  }
}
