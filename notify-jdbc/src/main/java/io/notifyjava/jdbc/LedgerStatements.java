package io.notifyjava.jdbc;

import io.notifyjava.batch.LedgerEntry;
import io.notifyjava.batch.LedgerKey;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.batch.LedgerSummary;
import io.notifyjava.result.FailureReason;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statements about the entries of one ledger. */
final class LedgerStatements {

  /** Entries that are read at once. */
  static final int PAGE = 1_000;

  private static final String COLUMNS = "key_high, key_low, run_no, state, reason";

  private LedgerStatements() {}

  static List<LedgerEntry> find(Session session, long ledger, int run, List<LedgerKey> keys)
      throws SQLException {
    Set<LedgerKey> asked = new HashSet<>(keys);
    List<LedgerEntry> found = new ArrayList<>();
    for (List<LedgerKey> part : Lists.parts(keys)) {
      // By the first half alone, which the index begins with; the second is compared below.
      String sql =
          "SELECT %s FROM notify_ledger_entry WHERE ledger_id = ? AND key_high IN (%s)"
              .formatted(COLUMNS, Lists.marks(part.size()));
      try (PreparedStatement statement = session.prepare(sql)) {
        statement.setLong(1, ledger);
        bind(statement, 2, part, true);
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            LedgerEntry entry = entry(rows, run);
            if (asked.contains(entry.key())) {
              found.add(entry);
            }
          }
        }
      }
    }
    return found;
  }

  /** Writes that these are begun by this run. */
  static void begin(Session session, long ledger, int run, List<LedgerKey> keys)
      throws SQLException {
    Set<LedgerKey> missing = new HashSet<>(keys);
    for (LedgerEntry entry : find(session, ledger, run, keys)) {
      missing.remove(entry.key());
    }
    List<LedgerKey> there = new ArrayList<>(keys);
    there.removeAll(missing);
    update(session, ledger, run, there, new Outcome(LedgerState.BEGUN, null));
    // In their order, so that two transactions that insert the same never wait for each other.
    List<LedgerKey> added = new ArrayList<>(missing);
    added.sort(
        (a, b) -> {
          int high = Long.compare(a.high(), b.high());
          return high == 0 ? Long.compare(a.low(), b.low()) : high;
        });
    insert(session, ledger, run, added);
  }

  private static void insert(Session session, long ledger, int run, List<LedgerKey> keys)
      throws SQLException {
    int from = 0;
    while (from < keys.size()) {
      // Powers of two, so that few statements are prepared.
      int count = Math.min(Lists.MOST, Integer.highestOneBit(keys.size() - from));
      String row = "(?, ?, ?, ?, 'BEGUN', NULL)";
      String sql =
          "INSERT INTO notify_ledger_entry (ledger_id, "
              + COLUMNS
              + ") VALUES "
              + String.join(", ", Collections.nCopies(count, row));
      try (PreparedStatement statement = session.prepare(sql)) {
        int at = 1;
        for (LedgerKey key : keys.subList(from, from + count)) {
          statement.setLong(at++, ledger);
          statement.setLong(at++, key.high());
          statement.setLong(at++, key.low());
          statement.setInt(at++, run);
        }
        statement.executeUpdate();
      }
      from += count;
    }
  }

  /** Writes what came of messages that this run began. */
  static void end(Session session, long ledger, int run, Map<LedgerKey, Outcome> outcomes)
      throws SQLException {
    Map<Outcome, List<LedgerKey>> alike = new LinkedHashMap<>();
    outcomes.forEach(
        (key, outcome) -> alike.computeIfAbsent(outcome, it -> new ArrayList<>()).add(key));
    for (Map.Entry<Outcome, List<LedgerKey>> one : alike.entrySet()) {
      update(session, ledger, run, one.getValue(), one.getKey());
    }
  }

  private static void update(
      Session session, long ledger, int run, List<LedgerKey> keys, Outcome outcome)
      throws SQLException {
    boolean begins = outcome.state() == LedgerState.BEGUN;
    for (List<LedgerKey> part : Lists.parts(keys)) {
      String marks = Lists.marks(part.size());
      // Of a row that another run has begun since, its outcome tells.
      String sql =
          "UPDATE notify_ledger_entry SET run_no = ?, state = ?, reason = ? WHERE ledger_id = ?"
              + " AND key_high IN (%s) AND key_low IN (%s)".formatted(marks, marks)
              + (begins ? "" : " AND run_no = ?");
      try (PreparedStatement statement = session.prepare(sql)) {
        statement.setInt(1, run);
        statement.setString(2, outcome.state().name());
        FailureReason reason = outcome.reason();
        if (reason == null) {
          statement.setNull(3, Types.VARCHAR);
        } else {
          statement.setString(3, reason.name());
        }
        statement.setLong(4, ledger);
        int at = bind(statement, bind(statement, 5, part, true), part, false);
        if (!begins) {
          statement.setInt(at, run);
        }
        statement.executeUpdate();
      }
    }
  }

  static LedgerSummary summary(Session session, long ledger) throws SQLException {
    Map<LedgerState, Long> counts = new EnumMap<>(LedgerState.class);
    try (PreparedStatement statement =
        session.prepare(
            "SELECT state, count(*) FROM notify_ledger_entry WHERE ledger_id = ? GROUP BY state")) {
      statement.setLong(1, ledger);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          counts.merge(state(rows.getString(1)), rows.getLong(2), Long::sum);
        }
      }
    }
    return new LedgerSummary(counts);
  }

  /** Returns the next entries behind this key; at most {@link #PAGE}. */
  static List<LedgerEntry> page(
      Session session, long ledger, int run, Set<LedgerState> states, @Nullable LedgerKey last)
      throws SQLException {
    List<String> names = states.stream().map(LedgerState::name).sorted().toList();
    String sql =
        "SELECT %s FROM notify_ledger_entry WHERE ledger_id = ? AND state IN (%s)"
                .formatted(COLUMNS, Lists.marks(names.size()))
            + (last == null ? "" : " AND (key_high > ? OR (key_high = ? AND key_low > ?))")
            + " ORDER BY key_high, key_low LIMIT "
            + PAGE;
    try (PreparedStatement statement = session.prepare(sql)) {
      statement.setLong(1, ledger);
      int at = Lists.bind(statement, 2, names);
      if (last != null) {
        statement.setLong(at, last.high());
        statement.setLong(at + 1, last.high());
        statement.setLong(at + 2, last.low());
      }
      List<LedgerEntry> page = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          page.add(entry(rows, run));
        }
      }
      return page;
    }
  }

  private static LedgerEntry entry(ResultSet row, int run) throws SQLException {
    return new LedgerEntry(
        new LedgerKey(row.getLong(1), row.getLong(2)),
        state(row.getString(4)),
        reason(row.getString(5)),
        row.getInt(3) == run);
  }

  /** A state of a later version says no more than that somebody began it. */
  private static LedgerState state(String name) {
    return Arrays.stream(LedgerState.values())
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElse(LedgerState.BEGUN);
  }

  private static @Nullable FailureReason reason(@Nullable String name) {
    return Arrays.stream(FailureReason.values())
        .filter(reason -> reason.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Binds halves of keys to {@link Lists#marks}. Returns the next place. */
  private static int bind(PreparedStatement to, int from, List<LedgerKey> keys, boolean high)
      throws SQLException {
    int count = Lists.padded(keys.size());
    for (int i = 0; i < count; i++) {
      LedgerKey key = keys.get(Math.min(i, keys.size() - 1));
      to.setLong(from + i, high ? key.high() : key.low());
    }
    return from + count;
  }

  /** What came of a message. */
  record Outcome(LedgerState state, @Nullable FailureReason reason) {}
}
