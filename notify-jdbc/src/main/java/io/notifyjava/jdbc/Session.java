package io.notifyjava.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A connection while one piece of work has it. For one thread.
 *
 * @param connection never closed by the work
 * @param dialect of the database
 * @param names of the tables
 * @param seconds that a statement may take; 0 where something else limits it
 * @param now by the process's wall clock; used by SQLite only
 * @param tick by a clock that never jumps, near to {@code now}; used by SQLite only
 */
record Session(
    Connection connection, Dialect dialect, Names names, int seconds, long now, long tick) {

  /**
   * Prepares a statement in which {@code notify_x}, <code>{now}</code> and <code>{clock}</code> may
   * stand: the time of the store, and that by which leases end. They differ in a file only, whose
   * process measures leases by a clock that does not jump. <code>{least}</code> and <code>{bytes}
   * </code> are functions: the lesser of two numbers, the length of a payload.
   */
  PreparedStatement prepare(String template) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql(template));
    if (seconds > 0) {
      statement.setQueryTimeout(seconds);
    }
    return statement;
  }

  String sql(String template) {
    boolean inFile = dialect == Dialect.SQLITE;
    String timed = template.replace("{clock}", inFile ? "{tick}" : "{now}");
    String text = names.statement(timed, dialect);
    return inFile
        ? text.replace("{now}", Long.toString(now)).replace("{tick}", Long.toString(tick))
        : text;
  }

  /** Does something to a connection or a transaction. */
  @FunctionalInterface
  interface Work<T> {
    T in(Session session) throws SQLException, DbException;
  }
}
