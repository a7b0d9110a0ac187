package io.notifyjava.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Lends connections. Thread-safe. */
interface Source extends AutoCloseable {

  /** Returns what the connections lead to; may have to connect to find out. */
  Dialect dialect() throws SQLException, DbException;

  /**
   * Lends a connection, in auto-commit mode or not as asked, within the time that the source
   * allows.
   *
   * @param write whether rows will be changed
   */
  Lent lend(boolean write) throws SQLException, DbException;

  /** Closes what the source opened itself. */
  @Override
  void close();

  /** A connection that is given back by closing this. */
  interface Lent extends AutoCloseable {

    Connection connection();

    /** Begins a transaction. */
    void begin() throws SQLException;

    /** Ends a transaction, durably. */
    void commit() throws SQLException;

    /** Undoes a transaction as well as that is possible. */
    void rollback();

    /** Tells that a statement failed in a way after which the connection is not trusted. */
    void failed(SQLException e);

    @Override
    void close();
  }
}
