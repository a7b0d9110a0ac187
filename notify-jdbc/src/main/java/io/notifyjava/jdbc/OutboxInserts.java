package io.notifyjava.jdbc;

import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxStore.Placed;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Puts entries, each key once.
 *
 * <p>The database's unique index decides, not a look before: what was put is found by asking
 * afterwards which id has the key. The id itself may be there too, if an answer was lost and the
 * same entries are put again.
 */
final class OutboxInserts {

  /**
   * What is to be sent at once is due by the store's clock, not by that of a node which may be
   * ahead of it; so this is the earlier of two times, the second of which is far off for scheduled
   * ones.
   */
  private static final String DUE = "{least}(?, {now} + ?)";

  private static final long FAR_OFF = Duration.ofDays(365_000).toMillis();

  private static final String ROW =
      "(" + OutboxRows.DRAFT_MARKS + ", 'PENDING', " + DUE + ", ?, {now})";

  private static final String INTO =
      "INSERT INTO notify_outbox (" + OutboxRows.DRAFT + ", state, open_at, due_at, updated_at) ";

  /** Up to so many rows, a statement for each number of them is prepared; then powers of two. */
  private static final int ANY_NUMBER = 16;

  /** By the number of rows less one; written once, for they are long. */
  private static final String[] PLAIN =
      IntStream.rangeClosed(1, ANY_NUMBER)
          .mapToObj(rows -> INTO + "VALUES " + ROW + (", " + ROW).repeat(rows - 1))
          .toArray(String[]::new);

  private static final String BY_KEY =
      "SELECT id, dedupe_key, content_hash FROM notify_outbox WHERE dedupe_key IN (";

  /** An entry with the key may be purged between two statements; that seldom happens twice. */
  private static final int TRIES = 3;

  private OutboxInserts() {}

  /**
   * Tells whether one statement does it all, so that no transaction is needed around it. Not with
   * keys: one that is there with another content takes the others back, and one that another
   * transaction is about to put is waited for, which only transactions limit.
   */
  static boolean isOneStatement(Dialect dialect, List<OutboxDraft> drafts) {
    return dialect != Dialect.H2
        && drafts.size() <= ANY_NUMBER
        && drafts.stream().allMatch(draft -> draft.key() == null);
  }

  /**
   * Puts entries without keys by one statement, which needs not look for conflicts: only an id can
   * be there already, if an answer was lost and the same entries are put again.
   */
  static List<Placed> insertAtOnce(Session session, List<OutboxDraft> drafts)
      throws SQLException, DbException {
    try (PreparedStatement statement = session.prepare(PLAIN[drafts.size() - 1])) {
      int at = 1;
      for (OutboxDraft draft : drafts) {
        at = bind(statement, at, draft);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      if (!SqlStates.isDuplicate(e)) {
        throw e;
      }
      return insert(session, drafts);
    }
    return drafts.stream().map(draft -> new Placed(draft.id(), true)).toList();
  }

  static List<Placed> insert(Session session, List<OutboxDraft> drafts)
      throws SQLException, DbException {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Set<String> put = put(session, drafts);
      List<Placed> placed = placed(drafts, put, present(session, drafts, put));
      if (placed.size() == drafts.size()) {
        return placed;
      }
    }
    throw DbException.unavailable(
        "An entry with the same key came and went while this one was put; put it again");
  }

  /** Puts those whose key and id are not there; returns their ids where the database tells them. */
  private static Set<String> put(Session session, List<OutboxDraft> drafts) throws SQLException {
    Set<String> put = new HashSet<>();
    if (session.dialect() == Dialect.H2) {
      putSingly(session, drafts);
      return put;
    }
    int from = 0;
    while (from < drafts.size()) {
      int left = drafts.size() - from;
      // Few statements are to be prepared, and few to be sent.
      int count = left <= ANY_NUMBER ? left : Math.min(64, Integer.highestOneBit(left));
      putTogether(session, drafts.subList(from, from + count), put);
      from += count;
    }
    return put;
  }

  private static void putTogether(Session session, List<OutboxDraft> drafts, Set<String> put)
      throws SQLException {
    boolean tells = session.dialect().ignoresConflicts();
    String sql =
        INTO
            + "VALUES "
            + ROW
            + (", " + ROW).repeat(drafts.size() - 1)
            + (tells
                ? " ON CONFLICT DO NOTHING RETURNING id"
                // Unlike IGNORE it hides no other mistake.
                : " ON DUPLICATE KEY UPDATE id = notify_outbox.id");
    try (PreparedStatement statement = session.prepare(sql)) {
      int at = 1;
      for (OutboxDraft draft : drafts) {
        at = bind(statement, at, draft);
      }
      if (!tells) {
        statement.executeUpdate();
        return;
      }
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          put.add(row.getString(1));
        }
      }
    }
  }

  /** H2 knows no conflict clause, and reads every row for a subquery that looks first. */
  private static void putSingly(Session session, List<OutboxDraft> drafts) throws SQLException {
    try (PreparedStatement statement = session.prepare(INTO + "VALUES " + ROW)) {
      for (OutboxDraft draft : drafts) {
        bind(statement, 1, draft);
        try {
          statement.executeUpdate();
        } catch (SQLException e) {
          // The key or the id is there; only the statement is undone, not the transaction.
          if (!SqlStates.isDuplicate(e)) {
            throw e;
          }
        }
      }
    }
  }

  private static int bind(PreparedStatement statement, int from, OutboxDraft draft)
      throws SQLException {
    int at = OutboxRows.bind(statement, from, draft);
    statement.setLong(at++, draft.notBefore().toEpochMilli());
    statement.setLong(at++, draft.notBefore().isAfter(draft.createdAt()) ? FAR_OFF : 0);
    statement.setLong(at++, draft.notBefore().toEpochMilli());
    return at;
  }

  /** Who has a key. */
  private record Owner(OutboxId id, String contentHash) {}

  /** Returns who has the keys of those that are not known to have been put. */
  private static Map<String, Owner> present(
      Session session, List<OutboxDraft> drafts, Set<String> put) throws SQLException {
    List<String> keys = new ArrayList<>();
    for (OutboxDraft draft : drafts) {
      if (draft.key() != null && !put.contains(draft.id().value())) {
        keys.add(draft.key());
      }
    }
    Map<String, Owner> found = new HashMap<>();
    for (List<String> part : Lists.parts(keys)) {
      // In the caller's transaction MySQL would show what was there when that began.
      String sql =
          BY_KEY
              + Lists.marks(part.size())
              + (session.dialect().isMysql() ? ") LOCK IN SHARE MODE" : ")");
      try (PreparedStatement statement = session.prepare(sql)) {
        Lists.bind(statement, 1, part);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            OutboxId id = new OutboxId(row.getString(1));
            found.put(row.getString(2), new Owner(id, row.getString(3)));
          }
        }
      }
    }
    return found;
  }

  /** Returns a shorter list if a key is not there although its entry was not put. */
  private static List<Placed> placed(
      List<OutboxDraft> drafts, Set<String> put, Map<String, Owner> present) throws DbException {
    List<Placed> placed = new ArrayList<>(drafts.size());
    for (OutboxDraft draft : drafts) {
      if (draft.key() == null || put.contains(draft.id().value())) {
        placed.add(new Placed(draft.id(), true));
        continue;
      }
      Owner owner = present.get(draft.key());
      if (owner != null) {
        checkContent(draft, owner);
        placed.add(new Placed(owner.id(), owner.id().equals(draft.id())));
      }
    }
    return placed;
  }

  private static void checkContent(OutboxDraft draft, Owner owner) throws DbException {
    if (!owner.contentHash().equals(draft.contentHash())) {
      throw new DbException(
          DbException.Kind.KEY_CONFLICT,
          false,
          "Entry %s has the same idempotency key and recipient, but another content: expected the same message again; use a key of its own for another message"
              .formatted(owner.id()),
          null);
    }
  }
}
