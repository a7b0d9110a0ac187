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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes what nodes say of their leases. The number of the lease decides: a node that slept through
 * its own finds another number there, and its word is refused.
 */
final class OutboxVerdicts {

  private static final String MINE = " WHERE id = ? AND lease_no = ? AND state = 'LEASED'";

  private static final String ONE_PROVIDER_ID = "provider_id = ?";

  private static final String TAIL =
      "state = ?, code = ?, reason = ?, updated_at = {now}, " + ONE_PROVIDER_ID;

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
      "UPDATE notify_outbox SET open_at = {clock} + ?" + MINE + " AND node = ?";

  private static final String IS_TAKEN =
      "SELECT 1 FROM notify_outbox WHERE id = ? AND lease_no = ? AND state = ?";

  private static final String LOCK =
      "SELECT id, lease_no FROM notify_outbox FORCE INDEX (PRIMARY) WHERE state = 'LEASED' AND id"
          + " IN (";

  /** {@code FIELD} looks through the list for each row, so it is short. */
  private static final int MOST_TOGETHER = 64;

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
      if (session.dialect().isMysql()) {
        takeAlike(session, entry.getKey(), entry.getValue(), refused);
      } else {
        take(session, entry.getKey(), entry.getValue(), refused);
      }
    }
    return refused;
  }

  /**
   * Takes those that say the same together, as the results of a campaign mostly do, since every
   * statement costs MySQL more than the rows do.
   */
  private static void takeAlike(
      Session session, String sql, List<OutboxVerdict> verdicts, Set<OutboxId> refused)
      throws SQLException {
    Map<Saying, List<OutboxVerdict>> alike = new LinkedHashMap<>();
    for (OutboxVerdict verdict : verdicts) {
      alike.computeIfAbsent(Saying.of(verdict), said -> new ArrayList<>()).add(verdict);
    }
    List<OutboxVerdict> others = new ArrayList<>();
    for (List<OutboxVerdict> same : alike.values()) {
      if (same.size() == 1) {
        others.addAll(same);
      }
      for (int from = 0; same.size() > 1 && from < same.size(); from += MOST_TOGETHER) {
        int to = Math.min(from + MOST_TOGETHER, same.size());
        takeTogether(session, sql, same.subList(from, to), refused);
      }
    }
    if (!others.isEmpty()) {
      take(session, sql, others, refused);
    }
  }

  private static void takeTogether(
      Session session, String sql, List<OutboxVerdict> verdicts, Set<OutboxId> refused)
      throws SQLException {
    List<OutboxVerdict> mine = new ArrayList<>();
    Map<String, Integer> leased = lock(session, verdicts);
    for (OutboxVerdict verdict : verdicts) {
      if (Objects.equals(leased.get(verdict.id().value()), verdict.lease())) {
        mine.add(verdict);
      } else {
        refused.add(verdict.id());
      }
    }
    if (mine.isEmpty()) {
      return;
    }
    String marks = Lists.marks(mine.size());
    String together =
        sql.replace("UPDATE notify_outbox SET", "UPDATE notify_outbox FORCE INDEX (PRIMARY) SET")
            .replace(ONE_PROVIDER_ID, "provider_id = ELT(FIELD(id, " + marks + "), " + marks + ")")
            .replace(MINE, " WHERE id IN (" + marks + ")");
    List<String> ids = mine.stream().map(verdict -> verdict.id().value()).toList();
    List<@Nullable String> providerIds = new ArrayList<>();
    mine.forEach(verdict -> providerIds.add(storable(verdict.providerId(), 512)));
    try (PreparedStatement statement = session.prepare(together)) {
      int at = bindShared(statement, mine.get(0));
      at = Lists.bind(statement, at, ids);
      at = Lists.bind(statement, at, providerIds);
      Lists.bind(statement, at, ids);
      statement.executeUpdate();
    }
  }

  /** Returns the leases of those that are leased, and keeps them as they are. */
  private static Map<String, Integer> lock(Session session, List<OutboxVerdict> verdicts)
      throws SQLException {
    Map<String, Integer> leased = new HashMap<>();
    try (PreparedStatement statement =
        session.prepare(LOCK + Lists.marks(verdicts.size()) + ") FOR UPDATE")) {
      Lists.bind(statement, 1, verdicts.stream().map(verdict -> verdict.id().value()).toList());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          leased.put(row.getString(1), row.getInt(2));
        }
      }
    }
    return leased;
  }

  /** What verdicts may have in common beside their statement. */
  private record Saying(
      OutboxState state, Duration delay, @Nullable String code, @Nullable String text) {

    static Saying of(OutboxVerdict verdict) {
      return new Saying(verdict.state(), verdict.delay(), verdict.code(), verdict.text());
    }
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
        int at = bindShared(statement, verdict);
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

  private static int bindShared(PreparedStatement statement, OutboxVerdict verdict)
      throws SQLException {
    int at = 1;
    if (verdict.state() == OutboxState.PENDING) {
      statement.setLong(at++, verdict.delay().toMillis());
      statement.setLong(at++, verdict.delay().toMillis());
    }
    statement.setString(at++, verdict.state().name());
    statement.setString(at++, storable(verdict.code(), 128));
    statement.setString(at++, storable(verdict.text(), 512));
    return at;
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
    List<Hold> sorted = holds.stream().sorted(Comparator.comparing(Hold::id)).toList();
    Set<OutboxId> gone = new HashSet<>();
    try (PreparedStatement statement = session.prepare(RENEW)) {
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
