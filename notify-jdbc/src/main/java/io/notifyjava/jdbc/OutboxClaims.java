package io.notifyjava.jdbc;

import io.notifyjava.message.Lane;
import io.notifyjava.outbox.OutboxClaim;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxLease;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands out due entries. Costs the same however many finished rows there are: only open ones have
 * an {@code open_at}, and the index begins with it.
 */
final class OutboxClaims {

  /** Ordered entries wait for earlier ones of their key. */
  private static final String FREE =
      " AND (o.order_key IS NULL OR NOT EXISTS (SELECT 1 FROM notify_outbox e WHERE e.order_key ="
          + " o.order_key AND e.open_at IS NOT NULL AND e.id < o.id))";

  private static final String DUE =
      " o WHERE o.lane = ? AND o.open_at <= {now}" + FREE + " ORDER BY o.open_at, o.id LIMIT ?";

  /** The process that has a file measures leases by a clock that does not jump. */
  private static final String DUE_IN_FILE =
      " o WHERE o.lane = ? AND o.open_at <= {now} AND (o.state = 'PENDING' OR o.open_at <= {tick})"
          + FREE
          + " ORDER BY o.open_at, o.id LIMIT ?";

  private static final String PICK =
      "SELECT id, open_at AS was_due, state, node, leased_at, doubt_since, doubt_by FROM"
          + " notify_outbox"
          + DUE
          + " FOR UPDATE SKIP LOCKED";

  /** One statement, so that no round trip lies between looking and taking. */
  private static final String POSTGRESQL =
      "WITH urgent AS MATERIALIZED ("
          + PICK
          + "), bulk AS MATERIALIZED ("
          + PICK
          + "), due AS (SELECT * FROM urgent UNION ALL SELECT * FROM bulk)"
          + " UPDATE notify_outbox o SET state = 'LEASED', lease_no = o.lease_no + 1, node = ?,"
          + " open_at = {now} + ?, leased_at = {now}, updated_at = {now},"
          + " doubt_since = CASE WHEN due.state = 'LEASED' THEN coalesce(due.doubt_since,"
          + " due.leased_at) ELSE due.doubt_since END,"
          + " doubt_by = CASE WHEN due.state = 'LEASED' THEN due.node ELSE due.doubt_by END"
          + " FROM due WHERE o.id = due.id RETURNING o.*, due.was_due, {now} AS now_ms";

  private static final String SELECT =
      "SELECT "
          + OutboxRows.DRAFT
          + ", open_at AS was_due, state, lease_no + 1 AS lease_no, attempts, {now} AS now_ms,"
          + " CASE WHEN state = 'LEASED' THEN coalesce(doubt_since, leased_at) ELSE doubt_since"
          + " END AS doubt_since,"
          + " CASE WHEN state = 'LEASED' THEN node ELSE doubt_by END AS doubt_by"
          + " FROM notify_outbox";

  /**
   * By the number of the lease and the state that were seen: where nothing is locked, that decides.
   */
  private static final String TAKE =
      "UPDATE notify_outbox SET doubt_since = CASE WHEN state = 'LEASED' THEN"
          + " coalesce(doubt_since, leased_at) ELSE doubt_since END,"
          + " doubt_by = CASE WHEN state = 'LEASED' THEN node ELSE doubt_by END,"
          // MySQL assigns from left to right, so what is looked at stands before what is changed.
          + " state = 'LEASED', lease_no = lease_no + 1, node = ?, open_at = %s + ?,"
          + " leased_at = {now}, updated_at = {now} WHERE id = ? AND lease_no = ? AND state = ?";

  private static final String HELD =
      "SELECT "
          + OutboxRows.DRAFT
          + ", open_at AS was_due, state, lease_no, attempts, {now} AS now_ms, doubt_since, doubt_by"
          + " FROM notify_outbox WHERE open_at IS NOT NULL AND state = 'LEASED' AND node = ?";

  private static final Comparator<Taken> ORDER =
      Comparator.<Taken>comparingInt(taken -> taken.lease().draft().lane() == Lane.URGENT ? 0 : 1)
          .thenComparingLong(Taken::due)
          .thenComparing(taken -> taken.lease().id());

  private OutboxClaims() {}

  static List<OutboxLease> claim(Session session, OutboxClaim claim) throws SQLException {
    List<Taken> taken =
        session.dialect() == Dialect.POSTGRESQL ? atOnce(session, claim) : inTwo(session, claim);
    taken.sort(ORDER);
    return taken.stream().map(Taken::lease).toList();
  }

  static List<OutboxLease> held(Session session, String node) throws SQLException {
    try (PreparedStatement statement = session.prepare(HELD)) {
      statement.setString(1, node);
      try (ResultSet row = statement.executeQuery()) {
        return read(row).stream().map(Taken::lease).toList();
      }
    }
  }

  private static List<Taken> atOnce(Session session, OutboxClaim claim) throws SQLException {
    try (PreparedStatement statement = session.prepare(POSTGRESQL)) {
      statement.setInt(1, OutboxRows.number(Lane.URGENT));
      statement.setInt(2, claim.urgent());
      statement.setInt(3, OutboxRows.number(Lane.BULK));
      statement.setInt(4, claim.bulk());
      statement.setString(5, claim.node());
      statement.setLong(6, claim.lease().toMillis());
      try (ResultSet row = statement.executeQuery()) {
        return read(row);
      }
    }
  }

  private static List<Taken> inTwo(Session session, OutboxClaim claim) throws SQLException {
    List<Taken> found = new ArrayList<>();
    if (claim.urgent() > 0) {
      found.addAll(due(session, Lane.URGENT, claim.urgent()));
    }
    if (claim.bulk() > 0) {
      found.addAll(due(session, Lane.BULK, claim.bulk()));
    }
    return found.isEmpty() ? found : take(session, claim, found);
  }

  private static List<Taken> due(Session session, Lane lane, int most) throws SQLException {
    String sql =
        switch (session.dialect()) {
          case SQLITE -> SELECT + DUE_IN_FILE;
          case MARIADB, MYSQL ->
              SELECT
                  + DUE.replace(" o WHERE", " o FORCE INDEX (notify_outbox_due) WHERE")
                  + " FOR UPDATE SKIP LOCKED";
          // H2 sorts by an index only if it begins with what is sorted by.
          default -> SELECT + DUE.replace("ORDER BY", "ORDER BY o.lane,");
        };
    try (PreparedStatement statement = session.prepare(sql)) {
      statement.setInt(1, OutboxRows.number(lane));
      statement.setInt(2, most);
      try (ResultSet row = statement.executeQuery()) {
        return read(row);
      }
    }
  }

  private static List<Taken> take(Session session, OutboxClaim claim, List<Taken> found)
      throws SQLException {
    String clock = session.dialect() == Dialect.SQLITE ? "{tick}" : "{now}";
    try (PreparedStatement statement = session.prepare(TAKE.formatted(clock))) {
      for (Taken taken : found) {
        statement.setString(1, claim.node());
        statement.setLong(2, claim.lease().toMillis());
        statement.setString(3, taken.lease().id().value());
        statement.setInt(4, taken.lease().number() - 1);
        statement.setString(5, taken.before());
        statement.addBatch();
      }
      int[] counts = statement.executeBatch();
      List<Taken> mine = new ArrayList<>(found.size());
      for (int i = 0; i < counts.length; i++) {
        // Rows that are locked count as taken even where a driver tells no number.
        if (counts[i] != 0) {
          mine.add(found.get(i));
        }
      }
      return mine;
    }
  }

  private static List<Taken> read(ResultSet row) throws SQLException {
    List<Taken> found = new ArrayList<>();
    while (row.next()) {
      OutboxDraft draft = OutboxRows.draft(row);
      String doubtBy = row.getString("doubt_by");
      OutboxLease lease =
          new OutboxLease(
              draft,
              row.getInt("lease_no"),
              row.getInt("attempts"),
              doubtBy != null,
              since(OutboxRows.number(row, "doubt_since"), row.getLong("now_ms")),
              doubtBy);
      found.add(new Taken(lease, row.getLong("was_due"), row.getString("state")));
    }
    return found;
  }

  private static @Nullable Duration since(@Nullable Long first, long now) {
    // Never negative, whatever the clock did meanwhile.
    return first == null ? null : Duration.ofMillis(Math.max(0, now - first));
  }

  /** An entry, when it was due and its state before. */
  private record Taken(OutboxLease lease, long due, String before) {}
}
