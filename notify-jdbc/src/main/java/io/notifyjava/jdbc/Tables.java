package io.notifyjava.jdbc;

/** The tables of one component, looked for or made at the first use. Thread-safe. */
final class Tables {

  private final Schema schema;
  private volatile boolean ready;

  Tables(JdbcDatabase database, String component, int newest) {
    this.schema = new Schema(database, component, newest);
  }

  /** Does something with them, and has failures come out as those of the stores. */
  <T> T told(Doing<T> doing) {
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

  /** What is done with the tables. */
  interface Doing<T> {
    T done() throws DbException;
  }
}
