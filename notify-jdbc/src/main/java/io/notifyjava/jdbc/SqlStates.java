package io.notifyjava.jdbc;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what drivers say of failures: SQL states and the vendors' numbers. */
final class SqlStates {

  /** Deadlock or serialization failure: the transaction is undone and may be tried again. */
  private static final Set<String> AGAIN = Set.of("40001", "40P01", "55P03", "90131");

  /** MySQL and MariaDB: lock wait timeout, deadlock, record changed since the last read. */
  private static final Set<Integer> AGAIN_MYSQL = Set.of(1205, 1213, 1020);

  /** MySQL and MariaDB: an option forbids it, a transaction that only reads, a read-only mode. */
  private static final Set<Integer> READ_ONLY_MYSQL = Set.of(1290, 1792, 1836);

  private static final Set<String> MISSING = Set.of("42P01", "42S02", "42S03", "42S04");
  private static final Set<String> DUPLICATE = Set.of("23505", "23000");

  /** Of values, constraints, transactions, roles, names, resources, limits. */
  private static final Set<String> REFUSED = Set.of("22", "23", "25", "28", "42", "53", "54");

  /** By a time limit of the server's, or by somebody who looks after it. */
  private static final String CANCELLED = "57014";

  /** SQLite: I/O error, damaged file, cannot open, not a database. */
  private static final Set<Integer> REOPEN_SQLITE = Set.of(10, 11, 14, 26);

  private SqlStates() {}

  static boolean isWorthAnother(SQLException e) {
    return AGAIN.contains(state(e)) || AGAIN_MYSQL.contains(e.getErrorCode());
  }

  /** Tells whether the server, or the session, may change nothing. */
  static boolean isReadOnly(SQLException e) {
    return state(e).equals("25006") || READ_ONLY_MYSQL.contains(e.getErrorCode());
  }

  static boolean isMissingTable(SQLException e) {
    return MISSING.contains(state(e)) || String.valueOf(e.getMessage()).contains("no such table");
  }

  static boolean isDuplicate(SQLException e) {
    String text = String.valueOf(e.getMessage());
    return DUPLICATE.contains(state(e))
        || text.startsWith("[SQLITE_CONSTRAINT_PRIMARYKEY]")
        || text.startsWith("[SQLITE_CONSTRAINT_UNIQUE]");
  }

  /** Tells whether a commit that failed this way certainly did not happen. */
  static boolean isUndone(SQLException e, Dialect dialect) {
    if (dialect == Dialect.SQLITE) {
      int code = e.getErrorCode() & 0xff;
      // Busy, out of memory, disk full: found before anything was synced.
      return code == 5 || code == 6 || code == 7 || code == 13;
    }
    String state = state(e);
    return isWorthAnother(e) || state.startsWith("23") || state.equals("25P02");
  }

  /**
   * Tells whether a database said no to a statement, which then changed nothing. Not so if the
   * connection was lost, or for a state that says nothing.
   */
  static boolean isRefused(SQLException e, Dialect dialect) {
    if (dialect == Dialect.SQLITE) {
      return isUndone(e, dialect);
    }
    String state = state(e);
    return isWorthAnother(e)
        || state.equals(CANCELLED)
        || (state.length() == 5 && REFUSED.contains(state.substring(0, 2)));
  }

  /** Tells whether a connection to SQLite had better be opened anew. */
  static boolean wantsReopening(SQLException e) {
    return REOPEN_SQLITE.contains(e.getErrorCode() & 0xff);
  }

  /** Returns what may be shown: never a driver's text where that may repeat values of rows. */
  static String shown(SQLException e) {
    String codes = "SQL state " + state(e) + ", code " + e.getErrorCode();
    String text = safeText(e);
    return text == null ? codes : codes + ", " + text;
  }

  private static @Nullable String safeText(SQLException e) {
    String state = state(e);
    String text = String.valueOf(e.getMessage());
    // Connections, resources, operator's intervention, system errors: about no row.
    boolean about =
        state.startsWith("08")
            || state.startsWith("57")
            || state.startsWith("53")
            || state.startsWith("58")
            || text.startsWith("[SQLITE_");
    return about || e.getClass().getName().startsWith("java.sql.SQLTransientConnection")
        ? text.lines().findFirst().orElse("")
        : null;
  }

  /** Returns an exception with the same place and codes, but without the driver's text. */
  static SQLException copy(SQLException e) {
    SQLException copy =
        new SQLException(
            e.getClass().getName() + ": " + shown(e), e.getSQLState(), e.getErrorCode());
    copy.setStackTrace(e.getStackTrace());
    return copy;
  }

  private static String state(SQLException e) {
    String state = e.getSQLState();
    if (state == null && e.getNextException() != null) {
      state = e.getNextException().getSQLState();
    }
    return state == null ? "unknown" : state.toUpperCase(Locale.ROOT);
  }
}
