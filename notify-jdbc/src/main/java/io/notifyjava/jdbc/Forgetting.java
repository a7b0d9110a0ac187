package io.notifyjava.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes rows whose time is over, some with every so many calls, in the thread that calls: so what
 * is removed keeps up with what is added, and no call waits long.
 */
final class Forgetting {

  private static final Logger log = LoggerFactory.getLogger(Forgetting.class);

  /** Four times as many as can have been added meanwhile by one call each. */
  private static final int CALLS = 64;

  private static final int MOST = Lists.MOST;

  private final JdbcDatabase database;
  private final String select;
  private final String delete;
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * Creates it.
   *
   * @param end name of the column with the time, in milliseconds
   */
  Forgetting(JdbcDatabase database, String table, String key, String end) {
    this.database = database;
    this.select =
        "SELECT %2$s FROM notify_%1$s WHERE %3$s <= {clock} ORDER BY %3$s LIMIT ?"
            .formatted(table, key, end);
    this.delete =
        "DELETE FROM notify_%1$s WHERE %3$s <= {clock} AND %2$s IN (".formatted(table, key, end);
  }

  /** Counts calls, and removes some rows with every 64th. What fails is left to the next. */
  void called(int count) {
    int before = calls.getAndAdd(count);
    if (before / CALLS == (before + count) / CALLS) {
      return;
    }
    try {
      forget();
    } catch (DbException e) {
      log.debug("Rows whose time is over could not be removed: {}", e.getMessage());
    }
  }

  /** Removes some rows whose time is over; returns how many. */
  int forget() throws DbException {
    List<String> keys = database.read("find rows whose time is over", this::some);
    if (keys.isEmpty()) {
      return 0;
    }
    // In the order in which all others lock them too.
    List<String> sorted = keys.stream().sorted().toList();
    return database.write("remove rows whose time is over", session -> delete(session, sorted));
  }

  private List<String> some(Session session) throws SQLException {
    try (PreparedStatement statement = session.prepare(select)) {
      statement.setInt(1, MOST);
      try (ResultSet row = statement.executeQuery()) {
        List<String> keys = new ArrayList<>();
        while (row.next()) {
          keys.add(row.getString(1));
        }
        return keys;
      }
    }
  }

  private int delete(Session session, List<String> keys) throws SQLException {
    try (PreparedStatement statement = session.prepare(delete + Lists.marks(keys.size()) + ")")) {
      Lists.bind(statement, 1, keys);
      return statement.executeUpdate();
    }
  }
}
