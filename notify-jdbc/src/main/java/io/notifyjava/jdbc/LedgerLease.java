package io.notifyjava.jdbc;

import io.notifyjava.batch.LedgerKeys;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  private static final String FIND =
      "SELECT ledger_id, run_no, key_check, holder, held_until - %s FROM notify_ledger WHERE name ="
          + " ?";

  private static final String ADD =
      "INSERT INTO notify_ledger (name, ledger_id, key_check, run_no, holder, held_until)"
          + " VALUES (?, ?, ?, 0, NULL, 0)";

  private static final String TAKE =
      "UPDATE notify_ledger SET holder = ?, held_until = %1$s + ?, run_no = run_no + 1"
          + " WHERE name = ? AND (holder IS NULL OR held_until <= %1$s OR ? = 1)";

  private static final String RENEW =
      "UPDATE notify_ledger SET held_until = %s + ? WHERE ledger_id = ? AND holder = ?";

  private static final String FREE =
      "UPDATE notify_ledger SET holder = NULL, held_until = 0 WHERE ledger_id = ? AND holder = ?";

  private LedgerLease() {}

  /**
   * A ledger's row.
   *
   * @param left milliseconds until its lease ends
   */
  record Row(long id, int run, String check, @Nullable String holder, long left) {}

  static Optional<Row> find(Session session, String name) throws SQLException {
    try (PreparedStatement statement = session.prepare(FIND.formatted(clock(session)))) {
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

  /** Adds the row if it is missing; fails with a duplicate if another node does so now. */
  static void add(Session session, String name, LedgerKeys keys) throws SQLException {
    try (PreparedStatement statement = session.prepare(ADD)) {
      statement.setString(1, name);
      statement.setLong(2, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
      statement.setString(3, keys.check().toString());
      statement.executeUpdate();
    }
  }

  /**
   * Takes a ledger that nobody has.
   *
   * @param sure whether whoever has it is known to be dead
   */
  static boolean take(Session session, String name, String holder, long lease, boolean sure)
      throws SQLException {
    try (PreparedStatement statement = session.prepare(TAKE.formatted(clock(session)))) {
      statement.setString(1, holder);
      statement.setLong(2, lease);
      statement.setString(3, name);
      statement.setInt(4, sure ? 1 : 0);
      return statement.executeUpdate() == 1;
    }
  }

  /** Tells whether the holder still has it. */
  static boolean renew(Session session, long id, String holder, long lease) throws SQLException {
    try (PreparedStatement statement = session.prepare(RENEW.formatted(clock(session)))) {
      statement.setLong(1, lease);
      statement.setLong(2, id);
      statement.setString(3, holder);
      return statement.executeUpdate() == 1;
    }
  }

  static void free(Session session, long id, String holder) throws SQLException {
    try (PreparedStatement statement = session.prepare(FREE)) {
      statement.setLong(1, id);
      statement.setString(2, holder);
      statement.executeUpdate();
    }
  }

  private static String clock(Session session) {
    return session.dialect() == Dialect.SQLITE ? "{tick}" : "{now}";
  }
}
