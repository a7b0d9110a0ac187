package io.notifyjava.jdbc;

import io.notifyjava.batch.LedgerKeys;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Who has a ledger: one row for each, by name.
 *
 * <p>A lease ends by the server's clock, or by the process's own in a file. It only tells others
 * when they may take over; whether a run still has its ledger is decided by the holder's name, in
 * the transaction that begins messages.
 */
final class LedgerLease {

  /**
   * No lease is as long, so one that seems to be was given before the clock was set back. Whoever
   * has it and lives renews it every second, and begins nothing if it is taken away.
   */
  private static final Duration IMPOSSIBLE = Duration.ofHours(2);

  private static final String FIND =
      "SELECT ledger_id, run_no, key_check, holder, held_until - {clock} FROM notify_ledger WHERE"
          + " name = ?";

  private static final String FREE_FOR_ALL =
      "(holder IS NULL OR held_until <= {clock} OR held_until > {clock} + %d OR ? = 1)"
          .formatted(IMPOSSIBLE.toMillis());

  private static final String TAKE =
      "UPDATE notify_ledger SET holder = ?, held_until = {clock} + ?, run_no = run_no + 1"
          + " WHERE name = ? AND "
          + FREE_FOR_ALL;

  private static final String RENEW =
      "UPDATE notify_ledger SET held_until = {clock} + ? WHERE ledger_id = ? AND holder = ?";

  /** Without a holder, the time says when the last run ended. */
  private static final String FREE =
      "UPDATE notify_ledger SET holder = NULL, held_until = {clock} WHERE ledger_id = ? AND holder ="
          + " ?";

  private static final String REMOVE =
      "DELETE FROM notify_ledger WHERE name = ? AND " + FREE_FOR_ALL;

  private LedgerLease() {}

  /**
   * A ledger's row.
   *
   * @param left milliseconds until its lease ends
   */
  record Row(long id, int run, String check, @Nullable String holder, long left) {}

  static Optional<Row> find(Session session, String name) throws SQLException {
    try (PreparedStatement statement = session.prepare(FIND)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Row(
                    row.getLong(1),
                    row.getInt(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5)))
            : Optional.empty();
      }
    }
  }

  /** Adds the row if it is missing; another node may do so at the same time. */
  static void add(Session session, String name, LedgerKeys keys) throws SQLException {
    try (PreparedStatement statement = session.prepare(absent(session.dialect()))) {
      statement.setString(1, name);
      statement.setLong(2, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
      statement.setString(3, keys.check().toString());
      statement.executeUpdate();
    } catch (SQLException e) {
      if (session.dialect() != Dialect.H2 || !SqlStates.isDuplicate(e)) {
        throw e;
      }
    }
  }

  private static String absent(Dialect dialect) {
    String into = "INTO notify_ledger (name, ledger_id, key_check, run_no, holder, held_until)";
    String values = " VALUES (?, ?, ?, 0, NULL, {clock})";
    return switch (dialect) {
      case POSTGRESQL, SQLITE -> "INSERT " + into + values + " ON CONFLICT DO NOTHING";
      case MARIADB, MYSQL -> "INSERT IGNORE " + into + values;
      case H2 -> "INSERT " + into + values;
    };
  }

  /**
   * Takes a ledger that nobody has.
   *
   * @param sure whether whoever has it is known to be dead
   */
  static boolean take(Session session, String name, String holder, long lease, boolean sure)
      throws SQLException {
    try (PreparedStatement statement = session.prepare(TAKE)) {
      statement.setString(1, holder);
      statement.setLong(2, lease);
      statement.setString(3, name);
      statement.setInt(4, sure ? 1 : 0);
      return statement.executeUpdate() == 1;
    }
  }

  /** Tells whether the holder still has it. */
  static boolean renew(Session session, Row mine, long lease) throws SQLException {
    try (PreparedStatement statement = session.prepare(RENEW)) {
      statement.setLong(1, lease);
      statement.setLong(2, mine.id());
      statement.setString(3, mine.holder());
      return statement.executeUpdate() == 1;
    }
  }

  static void free(Session session, Row mine) throws SQLException {
    try (PreparedStatement statement = session.prepare(FREE)) {
      statement.setLong(1, mine.id());
      statement.setString(2, mine.holder());
      statement.executeUpdate();
    }
  }

  /**
   * Removes the row of a ledger that nobody has; tells whether it did.
   *
   * @param sure whether whoever has it is known to be dead
   */
  static boolean remove(Session session, String name, boolean sure) throws SQLException {
    try (PreparedStatement statement = session.prepare(REMOVE)) {
      statement.setString(1, name);
      statement.setInt(2, sure ? 1 : 0);
      return statement.executeUpdate() == 1;
    }
  }
}
