package io.notifyjava.jdbc;

import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxStore.Hold;
import io.notifyjava.outbox.OutboxVerdict;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes what nodes say of their leases. The number of the lease decides: a node that slept through
 * its own finds another number there, and its word is refused.
 */
final class OutboxVerdicts {

  private static final String MINE = " WHERE id = ? AND lease_no = ? AND state = 'LEASED'";

  private static final String TAIL =
      "state = ?, code = ?, reason = ?, provider_id = ?, updated_at = {now}";

  private static final String COUNTED = "attempts = attempts + 1, ";

  private static final String SURE = "doubt_since = NULL, doubt_by = NULL, ";

  private static final String DOUBT =
      "doubt_since = coalesce(doubt_since, leased_at), doubt_by = node, ";

  /** Not sent now, so the doubt is an earlier node's. */
  private static final String EARLIER_DOUBT =
      "doubt_since = coalesce(doubt_since, leased_at), doubt_by = coalesce(doubt_by, node), ";

  private static final String FINAL = "open_at = NULL, ";
  private static final String AGAIN = "open_at = {now} + ?, due_at = {now} + ?, ";

  private static final String RENEW =
      "UPDATE notify_outbox SET open_at = %s + ?" + MINE + " AND node = ?";

  private static final String IS_TAKEN =
      "SELECT 1 FROM notify_outbox WHERE id = ? AND lease_no = ? AND state = ?";

  private OutboxVerdicts() {}

  /** Returns the entries whose verdict was refused. */
  static Set<OutboxId> take(Session session, List<OutboxVerdict> verdicts) throws SQLException {
    Set<OutboxId> refused = new HashSet<>();
    Map<String, List<OutboxVerdict>> alike = new TreeMap<>();
    for (OutboxVerdict verdict : verdicts) {
      alike.computeIfAbsent(statement(verdict), sql -> new ArrayList<>()).add(verdict);
    }
    for (Map.Entry<String, List<OutboxVerdict>> entry : alike.entrySet()) {
      // In one order on all nodes, so that none waits for another that waits for it.
      entry.getValue().sort(Comparator.comparing(OutboxVerdict::id));
      take(session, entry.getKey(), entry.getValue(), refused);
    }
    return refused;
  }

  private static String statement(OutboxVerdict verdict) {
    return "UPDATE notify_outbox SET "
        + (verdict.counts() ? COUNTED : "")
        + doubt(verdict)
        + (verdict.state() == OutboxState.PENDING ? AGAIN : FINAL)
        + TAIL
        + MINE;
  }

  private static String doubt(OutboxVerdict verdict) {
    if (!verdict.doubt()) {
      return SURE;
    }
    return verdict.counts() ? DOUBT : EARLIER_DOUBT;
  }

  private static void take(
      Session session, String sql, List<OutboxVerdict> verdicts, Set<OutboxId> refused)
      throws SQLException {
    try (PreparedStatement statement = session.prepare(sql)) {
      for (OutboxVerdict verdict : verdicts) {
        int at = 1;
        if (verdict.state() == OutboxState.PENDING) {
          statement.setLong(at++, verdict.delay().toMillis());
          statement.setLong(at++, verdict.delay().toMillis());
        }
        statement.setString(at++, verdict.state().name());
        statement.setString(at++, storable(verdict.code(), 128));
        statement.setString(at++, storable(verdict.text(), 512));
        statement.setString(at++, storable(verdict.providerId(), 512));
        statement.setString(at++, verdict.id().value());
        statement.setInt(at, verdict.lease());
        statement.addBatch();
      }
      int[] done = statement.executeBatch();
      for (int i = 0; i < done.length; i++) {
        OutboxVerdict verdict = verdicts.get(i);
        if (!isDone(session, done[i], verdict.id(), verdict.lease(), verdict.state())) {
          refused.add(verdict.id());
        }
      }
    }
  }

  /** Some drivers tell only that a batch was done, so the row is asked. */
  private static boolean isDone(
      Session session, int count, OutboxId id, int lease, OutboxState state) throws SQLException {
    if (count != Statement.SUCCESS_NO_INFO) {
      return count > 0;
    }
    try (PreparedStatement statement = session.prepare(IS_TAKEN)) {
      statement.setString(1, id.value());
      statement.setInt(2, lease);
      statement.setString(3, state.name());
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Returns the entries of which the node has no such lease. */
  static Set<OutboxId> renew(Session session, String node, List<Hold> holds, Duration lease)
      throws SQLException {
    String clock = session.dialect() == Dialect.SQLITE ? "{tick}" : "{now}";
    List<Hold> sorted = holds.stream().sorted(Comparator.comparing(Hold::id)).toList();
    Set<OutboxId> gone = new HashSet<>();
    try (PreparedStatement statement = session.prepare(RENEW.formatted(clock))) {
      for (Hold hold : sorted) {
        statement.setLong(1, lease.toMillis());
        statement.setString(2, hold.id().value());
        statement.setInt(3, hold.lease());
        statement.setString(4, node);
        statement.addBatch();
      }
      int[] done = statement.executeBatch();
      for (int i = 0; i < done.length; i++) {
        Hold hold = sorted.get(i);
        if (!isDone(session, done[i], hold.id(), hold.lease(), OutboxState.LEASED)) {
          gone.add(hold.id());
        }
      }
    }
    return gone;
  }

  /**
   * Returns a provider's text as every database can keep it. One that could not be kept would hold
   * up all verdicts beside it, for ever.
   */
  static @Nullable String storable(@Nullable String text, int most) {
    if (text == null) {
      return null;
    }
    StringBuilder kept = new StringBuilder(Math.min(text.length(), most));
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      boolean bad = c == 0 || Character.getType(c) == Character.SURROGATE;
      if (kept.length() + Character.charCount(c) > most) {
        break;
      }
      kept.appendCodePoint(bad ? '?' : c);
    }
    return kept.toString();
  }
}
