package io.notifyjava.jdbc;

import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitCounts;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads, locks and writes the rows of {@code notify_limit} and {@code notify_limit_claim}. */
final class LimitRows {

  /** Who has not said in a day what came of a message never will; its permits stay counted. */
  private static final Duration KEEP_CLAIM = Duration.ofDays(1);

  private static final String UPDATE =
      "UPDATE notify_limit SET counts = ?, keep_until = {clock} + ? WHERE limit_key = ?";

  private static final String INSERT_CLAIM =
      "INSERT INTO notify_limit_claim (claim_id, marks, keep_until) VALUES (?, ?, {clock} + ?)";

  private LimitRows() {}

  /**
   * Locks the rows of these keys until the transaction ends, and reads them as they are then. Keys
   * without a row are left out.
   *
   * @param keys sorted, since all lock in one order, so that nobody waits in a circle
   */
  static Map<String, LimitCounts> lock(Session session, List<String> keys) throws SQLException {
    Map<String, LimitCounts> counts = new HashMap<>();
    for (List<String> part : Lists.parts(keys)) {
      try (PreparedStatement statement = session.prepare(select(session.dialect(), part.size()))) {
        Lists.bind(statement, 1, part);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            counts.put(row.getString(1), LimitCounts.parse(row.getString(2)));
          }
        }
      }
    }
    return counts;
  }

  private static String select(Dialect dialect, int size) {
    // A table of few rows would be read from end to end otherwise, through rows of others.
    String index = dialect.isMysql() ? " FORCE INDEX (PRIMARY)" : "";
    // Who writes into a file has it alone.
    String lock = dialect == Dialect.SQLITE ? "" : " FOR UPDATE";
    return "SELECT limit_key, counts FROM notify_limit"
        + index
        + " WHERE limit_key IN ("
        + Lists.marks(size)
        + ") ORDER BY limit_key"
        + lock;
  }

  /** Adds rows for keys that have none; in a transaction that holds no other row. */
  static int add(Session session, Collection<String> sorted) throws SQLException {
    String sql = absent(session.dialect());
    for (String key : sorted) {
      try (PreparedStatement statement = session.prepare(sql)) {
        statement.setString(1, key);
        statement.setLong(2, KEEP_CLAIM.toMillis());
        if (session.dialect() == Dialect.H2) {
          statement.setString(3, key);
        }
        statement.executeUpdate();
      } catch (SQLException e) {
        if (session.dialect() != Dialect.H2 || !SqlStates.isDuplicate(e)) {
          throw e;
        }
      }
    }
    return sorted.size();
  }

  private static String absent(Dialect dialect) {
    String into = "INSERT INTO notify_limit (limit_key, counts, keep_until) ";
    String values = "VALUES (?, '', {clock} + ?)";
    return switch (dialect) {
      case POSTGRESQL, SQLITE -> into + values + " ON CONFLICT DO NOTHING";
      case MARIADB, MYSQL -> into.replace("INSERT", "INSERT IGNORE") + values;
      case H2 ->
          into
              + "SELECT ?, '', {clock} + ?"
              + " WHERE NOT EXISTS (SELECT 1 FROM notify_limit WHERE limit_key = ?)";
    };
  }

  /**
   * Writes rows that are locked.
   *
   * @param at the latest instant by which was counted
   */
  static void update(Session session, Map<String, LimitCounts> counts, Instant at)
      throws SQLException {
    try (PreparedStatement statement = session.prepare(UPDATE)) {
      for (Map.Entry<String, LimitCounts> row : counts.entrySet()) {
        statement.setString(1, row.getValue().toText(at));
        statement.setLong(2, row.getValue().keep().toMillis());
        statement.setString(3, row.getKey());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Returns the marks of those of these claims that hold permits. */
  static Map<String, List<Long>> claims(Session session, List<LimitClaim> claims)
      throws SQLException {
    Map<String, List<Long>> marks = new HashMap<>();
    for (List<String> part : Lists.parts(ids(claims))) {
      String sql =
          "SELECT claim_id, marks FROM notify_limit_claim WHERE claim_id IN ("
              + Lists.marks(part.size())
              + ")";
      try (PreparedStatement statement = session.prepare(sql)) {
        Lists.bind(statement, 1, part);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            marks.put(row.getString(1), marks(row.getString(2)));
          }
        }
      }
    }
    return marks;
  }

  static void add(Session session, Map<String, List<Long>> marks) throws SQLException {
    try (PreparedStatement statement = session.prepare(INSERT_CLAIM)) {
      for (Map.Entry<String, List<Long>> claim : marks.entrySet()) {
        statement.setString(1, claim.getKey());
        statement.setString(2, text(claim.getValue()));
        statement.setLong(3, KEEP_CLAIM.toMillis());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  static int remove(Session session, List<LimitClaim> claims) throws SQLException {
    int removed = 0;
    for (List<String> part : Lists.parts(ids(claims))) {
      String sql =
          "DELETE FROM notify_limit_claim WHERE claim_id IN (" + Lists.marks(part.size()) + ")";
      try (PreparedStatement statement = session.prepare(sql)) {
        Lists.bind(statement, 1, part);
        removed += statement.executeUpdate();
      }
    }
    return removed;
  }

  private static List<String> ids(List<LimitClaim> claims) {
    return claims.stream().map(LimitClaim::id).sorted().toList();
  }

  private static String text(List<Long> marks) {
    return marks.stream()
        .map(mark -> Long.toString(mark, Character.MAX_RADIX))
        .collect(Collectors.joining(" "));
  }

  private static List<Long> marks(String text) {
    List<Long> marks = new ArrayList<>();
    for (String mark : text.split(" ", -1)) {
      marks.add(Long.parseLong(mark, Character.MAX_RADIX));
    }
    return marks;
  }
}
