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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      "SELECT id, lane AS in_lane, open_at AS was_due, state, node, leased_at, doubt_since,"
          + " doubt_by, {bytes}(payload) AS bytes FROM notify_outbox"
          + DUE
          + " FOR UPDATE SKIP LOCKED";

  /**
   * One statement, so that no round trip lies between looking and taking. What the bytes have no
   * room for was locked with the rest, and is let go with it.
   */
  private static final String POSTGRESQL =
      "WITH urgent AS MATERIALIZED ("
          + PICK
          + "), bulk AS MATERIALIZED ("
          + PICK
          + "), found AS (SELECT * FROM urgent UNION ALL SELECT * FROM bulk),"
          + " weighed AS (SELECT found.*, row_number() OVER turns AS place, sum(bytes) OVER turns AS"
          + " up_to, count(*) OVER () AS all_found FROM found WINDOW turns AS (ORDER BY in_lane,"
          + " was_due, id ROWS UNBOUNDED PRECEDING)),"
          + " due AS (SELECT * FROM weighed WHERE place = 1 OR up_to <= ?)"
          + " UPDATE notify_outbox o SET state = 'LEASED', lease_no = o.lease_no + 1, node = ?,"
          + " open_at = {now} + ?, leased_at = {now}, updated_at = {now},"
          + " doubt_since = CASE WHEN due.state = 'LEASED' THEN coalesce(due.doubt_since,"
          + " due.leased_at) ELSE due.doubt_since END,"
          + " doubt_by = CASE WHEN due.state = 'LEASED' THEN due.node ELSE due.doubt_by END"
          + " FROM due WHERE o.id = due.id RETURNING o.*, due.was_due, due.bytes,"
          + " due.all_found, {now} AS now_ms";

  private static final String SELECT =
      "SELECT "
          + OutboxRows.SMALL_DRAFT
          + ", open_at AS was_due, state, lease_no + 1 AS lease_no, attempts, {now} AS now_ms,"
          + " CASE WHEN state = 'LEASED' THEN coalesce(doubt_since, leased_at) ELSE doubt_since"
          + " END AS doubt_since,"
          + " CASE WHEN state = 'LEASED' THEN node ELSE doubt_by END AS doubt_by"
          + " FROM notify_outbox";

  private static final String LEASE =
      "UPDATE %s SET doubt_since = CASE WHEN state = 'LEASED' THEN"
          + " coalesce(doubt_since, leased_at) ELSE doubt_since END,"
          + " doubt_by = CASE WHEN state = 'LEASED' THEN node ELSE doubt_by END,"
          // MySQL assigns from left to right, so what is looked at stands before what is changed.
          + " state = 'LEASED', lease_no = lease_no + 1, node = ?, open_at = {clock} + ?,"
          + " leased_at = {now}, updated_at = {now} WHERE ";

  /**
   * By the number of the lease and the state that were seen: where nothing is locked, that decides.
   */
  private static final String TAKE =
      LEASE.formatted("notify_outbox") + "id = ? AND lease_no = ? AND state = ?";

  /**
   * All at once, since every statement costs MySQL more than the rows do; they are locked. With the
   * index named, for few rows it would rather read, and lock, the whole table.
   */
  private static final String TAKE_LOCKED =
      LEASE.formatted("notify_outbox FORCE INDEX (PRIMARY)") + "id IN (";

  private static final String PAYLOADS = "SELECT id, payload FROM notify_outbox WHERE id IN (";

  private static final String HELD =
      "SELECT "
          + OutboxRows.DRAFT
          + ", 0 AS bytes, open_at AS was_due, state, lease_no, attempts, {now} AS now_ms,"
          + " doubt_since, doubt_by"
          + " FROM notify_outbox WHERE open_at IS NOT NULL AND state = 'LEASED' AND node = ?";

  private static final Comparator<Taken> ORDER =
      Comparator.<Taken>comparingInt(taken -> taken.lease().draft().lane() == Lane.URGENT ? 0 : 1)
          .thenComparingLong(Taken::due)
          .thenComparing(taken -> taken.lease().id());

  private OutboxClaims() {}

  /**
   * What a claim got.
   *
   * @param cut whether there was more than its bytes had room for
   */
  record Handed(List<OutboxLease> leases, boolean cut) {}

  static Handed claim(Session session, OutboxClaim claim, Appetite appetite) throws SQLException {
    return session.dialect() == Dialect.POSTGRESQL
        ? atOnce(session, claim)
        : inTwo(session, claim, appetite);
  }

  static List<OutboxLease> held(Session session, String node) throws SQLException {
    try (PreparedStatement statement = session.prepare(HELD)) {
      statement.setString(1, node);
      try (ResultSet row = statement.executeQuery()) {
        return leases(readAll(row));
      }
    }
  }

  private static Handed atOnce(Session session, OutboxClaim claim) throws SQLException {
    try (PreparedStatement statement = session.prepare(POSTGRESQL)) {
      statement.setInt(1, OutboxRows.number(Lane.URGENT));
      statement.setInt(2, claim.urgent());
      statement.setInt(3, OutboxRows.number(Lane.BULK));
      statement.setInt(4, claim.bulk());
      statement.setLong(5, claim.bytes());
      statement.setString(6, claim.node());
      statement.setLong(7, claim.lease().toMillis());
      try (ResultSet row = statement.executeQuery()) {
        List<Taken> taken = new ArrayList<>();
        long found = 0;
        while (row.next()) {
          taken.add(read(row));
          found = row.getLong("all_found");
        }
        taken.sort(ORDER);
        return new Handed(leases(taken), found > taken.size());
      }
    }
  }

  private static Handed inTwo(Session session, OutboxClaim claim, Appetite appetite)
      throws SQLException {
    List<Taken> found = new ArrayList<>();
    if (claim.urgent() > 0) {
      found.addAll(due(session, Lane.URGENT, claim.urgent(), claim, appetite));
    }
    if (claim.bulk() > 0) {
      found.addAll(due(session, Lane.BULK, claim.bulk(), claim, appetite));
    }
    if (found.isEmpty()) {
      return new Handed(List.of(), false);
    }
    List<Taken> fitting = found.subList(0, fitting(found, claim.bytes()));
    List<Taken> taken =
        session.dialect().isMysql()
            ? takeLocked(session, claim, fitting)
            : take(session, claim, fitting);
    return new Handed(leases(withPayloads(session, taken)), fitting.size() < found.size());
  }

  /** Returns how many of them have room: one at least. */
  private static int fitting(List<Taken> found, long bytes) {
    long sum = found.get(0).bytes();
    int count = 1;
    while (count < found.size() && sum + found.get(count).bytes() <= bytes) {
      sum += found.get(count).bytes();
      count++;
    }
    return count;
  }

  /** Reads the payloads that were too large to come along. */
  private static List<Taken> withPayloads(Session session, List<Taken> taken) throws SQLException {
    List<String> large =
        taken.stream()
            .filter(one -> OutboxRows.isUnread(one.lease().draft()))
            .map(one -> one.lease().id().value())
            .toList();
    Map<String, byte[]> payloads = new HashMap<>();
    for (List<String> part : Lists.parts(large)) {
      try (PreparedStatement statement =
          session.prepare(PAYLOADS + Lists.marks(part.size()) + ")")) {
        Lists.bind(statement, 1, part);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            payloads.put(row.getString(1), row.getBytes(2));
          }
        }
      }
    }
    return taken.stream().map(one -> one.with(payloads.get(one.lease().id().value()))).toList();
  }

  private static List<Taken> due(
      Session session, Lane lane, int most, OutboxClaim claim, Appetite appetite)
      throws SQLException {
    // What is small comes along: of so many rows together it has room in any case.
    long small = claim.bytes() / (claim.urgent() + claim.bulk());
    if (!session.dialect().isMysql()) {
      return due(session, lane, most, small);
    }
    int limit = Math.min(most, appetite.most());
    while (true) {
      List<Taken> found;
      try {
        found = due(session, lane, limit, small);
      } catch (SQLException e) {
        appetite.failed();
        throw e;
      }
      long bytes = found.stream().mapToLong(Taken::bytes).sum();
      if (!found.isEmpty()) {
        appetite.read(found.size(), bytes, claim.bytes());
      }
      if (found.size() < limit || limit == most || bytes > claim.bytes()) {
        return found;
      }
      // There was room for twice as many, so this ends soon; the first ones are read again.
      limit = Math.min(most, appetite.most());
    }
  }

  private static List<Taken> due(Session session, Lane lane, int most, long small)
      throws SQLException {
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
      statement.setLong(1, small);
      statement.setInt(2, OutboxRows.number(lane));
      statement.setInt(3, most);
      try (ResultSet row = statement.executeQuery()) {
        return readAll(row);
      }
    }
  }

  private static List<Taken> takeLocked(Session session, OutboxClaim claim, List<Taken> found)
      throws SQLException {
    int count = 0;
    for (List<Taken> part : Lists.parts(found)) {
      String sql = TAKE_LOCKED + Lists.marks(part.size()) + ")";
      try (PreparedStatement statement = session.prepare(sql)) {
        statement.setString(1, claim.node());
        statement.setLong(2, claim.lease().toMillis());
        Lists.bind(statement, 3, part.stream().map(one -> one.lease().id().value()).toList());
        count += statement.executeUpdate();
      }
    }
    if (count != found.size()) {
      // A proxy in between that reads elsewhere than it writes, for example.
      throw new SQLException(
          "Expected to lease %d rows that are locked, but %d were there"
              .formatted(found.size(), count));
    }
    return found;
  }

  private static List<Taken> take(Session session, OutboxClaim claim, List<Taken> found)
      throws SQLException {
    try (PreparedStatement statement = session.prepare(TAKE)) {
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

  private static List<OutboxLease> leases(List<Taken> taken) {
    return taken.stream().map(Taken::lease).toList();
  }

  private static List<Taken> readAll(ResultSet row) throws SQLException {
    List<Taken> found = new ArrayList<>();
    while (row.next()) {
      found.add(read(row));
    }
    return found;
  }

  private static Taken read(ResultSet row) throws SQLException {
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
    return new Taken(lease, row.getLong("was_due"), row.getString("state"), row.getLong("bytes"));
  }

  private static @Nullable Duration since(@Nullable Long first, long now) {
    // Never negative, whatever the clock did meanwhile.
    return first == null ? null : Duration.ofMillis(Math.max(0, now - first));
  }

  /** An entry, when it was due, its state before, and the bytes of its payload. */
  private record Taken(OutboxLease lease, long due, String before, long bytes) {

    Taken with(byte @Nullable [] payload) {
      if (payload == null) {
        return this;
      }
      OutboxDraft whole = OutboxRows.withPayload(lease.draft(), payload);
      OutboxLease same =
          new OutboxLease(
              whole,
              lease.number(),
              lease.attempts(),
              lease.lost(),
              lease.sinceFirst(),
              lease.lostBy());
      return new Taken(same, due, before, bytes);
    }
  }
}
