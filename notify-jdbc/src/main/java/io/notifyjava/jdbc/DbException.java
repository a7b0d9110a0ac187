package io.notifyjava.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Carries a failure up to the store, which throws it as its seam asks. Holds no values of rows. */
final class DbException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What was wrong, as far as callers can act on it. */
  enum Kind {
    UNAVAILABLE,
    SCHEMA,
    KEY_CONFLICT,
    CLOSED,
    UNSTORABLE
  }

  private final Kind kind;
  private final boolean mayHaveHappened;

  DbException(Kind kind, boolean mayHaveHappened, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.mayHaveHappened = mayHaveHappened;
  }

  static DbException setUp(String message) {
    return new DbException(Kind.SCHEMA, false, message, null);
  }

  static DbException unavailable(String message) {
    return new DbException(Kind.UNAVAILABLE, false, message, null);
  }

  /**
   * Keeps the driver's exception back, whose text may repeat values; a copy without them goes up.
   */
  static DbException of(String what, SQLException e, boolean mayHaveHappened) {
    Kind kind = SqlStates.isMissingTable(e) ? Kind.SCHEMA : Kind.UNAVAILABLE;
    String advice =
        kind == Kind.SCHEMA
            ? "run the scripts of notify-jdbc, or call prepare() with createTables(true)"
            : mayHaveHappened
                ? "it may have happened all the same; look, or do it again with the same ids"
                : "nothing was changed; try again when the database is well";
    return new DbException(
        kind,
        mayHaveHappened,
        "The database failed to " + what + " (" + SqlStates.shown(e) + "): " + advice,
        SqlStates.copy(e));
  }

  Kind kind() {
    return kind;
  }

  boolean mayHaveHappened() {
    return mayHaveHappened;
  }
}
