package io.notifyjava.jdbc;

import io.notifyjava.outbox.OutboxCounts;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at entries, and moves those that nobody sends. */
final class OutboxUpkeep {

  private static final String FIND = "SELECT " + OutboxRows.ENTRY + " FROM notify_outbox WHERE ";

  private static final String CANCEL =
      "UPDATE notify_outbox SET state = 'CANCELLED', open_at = NULL, updated_at = {now} WHERE id ="
          + " ? AND state = 'PENDING' AND doubt_by IS NULL";

  private static final String RETRY =
      "UPDATE notify_outbox SET state = 'PENDING', open_at = {now}, due_at = {now}, attempts = 0,"
          + " doubt_since = NULL, doubt_by = NULL, updated_at = {now} WHERE ";

  /** Where indexes are partial, either holds what it counts, so that no payload is read. */
  private static final String COUNT =
      "SELECT state, count(*) FROM notify_outbox WHERE open_at IS NULL GROUP BY state"
          + " UNION ALL SELECT state, count(*) FROM notify_outbox WHERE open_at IS NOT NULL GROUP BY"
          + " state";

  /** Where indexes hold every row, one of them begins with the state. */
  private static final String COUNT_ALL =
      "SELECT state, count(*) FROM notify_outbox GROUP BY state";

  private static final String SOME_DONE =
      "SELECT id FROM notify_outbox WHERE open_at IS NULL AND state = ? AND updated_at <= %s"
          + " ORDER BY updated_at LIMIT ?";

  private static final String NEXT =
      "SELECT o.open_at - {now} FROM notify_outbox o WHERE o.lane = ? AND o.open_at IS NOT NULL"
          + " AND (o.order_key IS NULL OR NOT EXISTS (SELECT 1 FROM notify_outbox e WHERE"
          + " e.order_key = o.order_key AND e.open_at IS NOT NULL AND e.id < o.id))"
          + " ORDER BY o.open_at LIMIT 1";

  private OutboxUpkeep() {}

  static Optional<OutboxEntry> find(Session session, String column, String value)
      throws SQLException {
    try (PreparedStatement statement = session.prepare(FIND + column + " = ?")) {
      statement.setString(1, value);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(OutboxRows.entry(row)) : Optional.empty();
      }
    }
  }

  static boolean cancel(Session session, OutboxId id) throws SQLException {
    try (PreparedStatement statement = session.prepare(CANCEL)) {
      statement.setString(1, id.value());
      return statement.executeUpdate() == 1;
    }
  }

  static long retry(Session session, List<String> ids, Set<OutboxState> states)
      throws SQLException {
    List<String> names = states.stream().map(Enum::name).toList();
    String sql =
        RETRY
            + "open_at IS NULL AND state IN ("
            + Lists.marks(names.size())
            + ") AND id IN ("
            + Lists.marks(ids.size())
            + ")";
    try (PreparedStatement statement = session.prepare(sql)) {
      Lists.bind(statement, Lists.bind(statement, 1, names), ids);
      return statement.executeUpdate();
    }
  }

  /** Returns ids of entries that ended in a state at least so long ago, the oldest first. */
  static List<String> doneFor(Session session, OutboxState state, Duration age, int most)
      throws SQLException {
    return done(session, SOME_DONE.formatted("{now} - ?"), state, age.toMillis(), most);
  }

  /** Returns ids of entries that ended in a state up to a time of the store, the oldest first. */
  static List<String> doneBy(Session session, OutboxState state, long time, int most)
      throws SQLException {
    return done(session, SOME_DONE.formatted("?"), state, time, most);
  }

  /** Returns the time of the store. */
  static long now(Session session) throws SQLException {
    try (PreparedStatement statement = session.prepare("SELECT {now}");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static List<String> done(
      Session session, String sql, OutboxState state, long time, int most) throws SQLException {
    try (PreparedStatement statement = session.prepare(sql)) {
      statement.setString(1, state.name());
      statement.setLong(2, time);
      statement.setInt(3, most);
      try (ResultSet row = statement.executeQuery()) {
        List<String> ids = new ArrayList<>();
        while (row.next()) {
          ids.add(row.getString(1));
        }
        return ids;
      }
    }
  }

  /** Forgets entries that are final still. */
  static long delete(Session session, List<String> ids) throws SQLException {
    long deleted = 0;
    for (List<String> part : Lists.parts(ids)) {
      String sql =
          "DELETE FROM notify_outbox WHERE open_at IS NULL AND id IN ("
              + Lists.marks(part.size())
              + ")";
      try (PreparedStatement statement = session.prepare(sql)) {
        Lists.bind(statement, 1, part);
        deleted += statement.executeUpdate();
      }
    }
    return deleted;
  }

  static OutboxCounts counts(Session session) throws SQLException {
    Map<OutboxState, Long> counts = new EnumMap<>(OutboxState.class);
    String sql = session.dialect().hasPartialIndexes() ? COUNT : COUNT_ALL;
    try (PreparedStatement statement = session.prepare(sql);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        counts.merge(OutboxState.valueOf(row.getString(1)), row.getLong(2), Long::sum);
      }
    }
    return new OutboxCounts(counts);
  }

  static String next(Dialect dialect) {
    // MySQL would begin at those without a time, which are all that ended.
    return dialect.isMysql()
        ? NEXT.replace(
            "notify_outbox o WHERE o.lane = ? AND o.open_at IS NOT NULL",
            "notify_outbox o FORCE INDEX (notify_outbox_due) WHERE o.lane = ? AND o.open_at >= 0")
        : NEXT;
  }

  static Optional<Duration> untilNextDue(Session session) throws SQLException {
    Optional<Duration> soonest = Optional.empty();
    for (int lane = 0; lane <= 1; lane++) {
      try (PreparedStatement statement = session.prepare(next(session.dialect()))) {
        statement.setInt(1, lane);
        try (ResultSet row = statement.executeQuery()) {
          if (row.next()) {
            Duration wait = Duration.ofMillis(Math.max(0, row.getLong(1)));
            soonest =
                soonest.filter(known -> known.compareTo(wait) <= 0).or(() -> Optional.of(wait));
          }
        }
      }
    }
    return soonest;
  }
}
