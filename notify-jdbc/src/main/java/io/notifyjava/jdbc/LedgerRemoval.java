package io.notifyjava.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes ledgers that nobody needs any more.
 *
 * <p>The ledger's own row goes first. So a removal that is cut short leaves entries that no ledger
 * has, and never a ledger that has forgotten some of those who got their message.
 */
final class LedgerRemoval {

  /** Entries that one transaction removes. */
  private static final int PAGE = 1_000;

  /** Ledgers that are looked up at once. */
  private static final int NAMES = 100;

  private static final String OLD =
      "SELECT name FROM notify_ledger WHERE held_until <= {clock} - ? ORDER BY held_until LIMIT "
          + NAMES;

  /** Asked again, for a run may have taken it meanwhile. */
  private static final String REMOVE_OLD =
      "DELETE FROM notify_ledger WHERE name = ? AND held_until <= {clock} - ?";

  private static final String NEXT =
      "SELECT min(ledger_id) FROM notify_ledger_entry WHERE ledger_id > ?";

  private static final String IS_THERE = "SELECT 1 FROM notify_ledger WHERE ledger_id = ?";

  private static final String END_OF_PAGE =
      "SELECT key_high FROM notify_ledger_entry WHERE ledger_id = ? AND key_high >= ? ORDER BY"
          + " key_high LIMIT 1 OFFSET "
          + (PAGE - 1);

  private static final String REMOVE_PAGE =
      "DELETE FROM notify_ledger_entry WHERE ledger_id = ? AND key_high >= ? AND key_high <= ?";

  private LedgerRemoval() {}

  /** Removes ledgers that no run has had for so long; returns how many. */
  static int purge(JdbcDatabase database, Duration age) throws DbException {
    int removed = 0;
    List<String> names;
    int before;
    do {
      before = removed;
      names = database.read("look for old ledgers", session -> old(session, age));
      for (String name : names) {
        removed += database.write("delete a ledger", session -> removeOld(session, name, age));
      }
      // Those that are taken by now are no longer old; so if none went, none would.
    } while (names.size() == NAMES && removed > before);
    sweep(database);
    return removed;
  }

  private static List<String> old(Session session, Duration age) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement = session.prepare(OLD)) {
      statement.setLong(1, age.toMillis());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
    }
    return names;
  }

  private static int removeOld(Session session, String name, Duration age) throws SQLException {
    try (PreparedStatement statement = session.prepare(REMOVE_OLD)) {
      statement.setString(1, name);
      statement.setLong(2, age.toMillis());
      return statement.executeUpdate();
    }
  }

  /**
   * Removes entries that no ledger has. Entries are seen later than their ledger, which is there
   * before anything is begun; so one that is begun meanwhile is not mistaken for one.
   */
  static void sweep(JdbcDatabase database) throws DbException {
    long last = 0;
    while (last >= 0) {
      long from = last;
      long ledger = database.read("look for entries", session -> number(session, NEXT, from));
      if (ledger >= 0
          && database.read("look for a ledger", session -> number(session, IS_THERE, ledger)) < 0) {
        removeEntries(database, ledger);
      }
      last = ledger;
    }
  }

  private static void removeEntries(JdbcDatabase database, long ledger) throws DbException {
    long from = Long.MIN_VALUE;
    long to;
    do {
      long first = from;
      to = database.write("delete entries", session -> removePage(session, ledger, first));
      from = to;
    } while (to < Long.MAX_VALUE);
  }

  /** Removes entries from this half of a key on; returns up to which. */
  private static long removePage(Session session, long ledger, long from) throws SQLException {
    long to = Long.MAX_VALUE;
    try (PreparedStatement statement = session.prepare(END_OF_PAGE)) {
      statement.setLong(1, ledger);
      statement.setLong(2, from);
      try (ResultSet row = statement.executeQuery()) {
        if (row.next()) {
          to = row.getLong(1);
        }
      }
    }
    try (PreparedStatement statement = session.prepare(REMOVE_PAGE)) {
      statement.setLong(1, ledger);
      statement.setLong(2, from);
      statement.setLong(3, to);
      statement.executeUpdate();
    }
    return to;
  }

  /** Returns the number that a query finds; -1 for none. */
  private static long number(Session session, String sql, long argument) throws SQLException {
    try (PreparedStatement statement = session.prepare(sql)) {
      statement.setLong(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        if (!row.next()) {
          return -1;
        }
        long number = row.getLong(1);
        return row.wasNull() ? -1 : number;
      }
    }
  }
}
