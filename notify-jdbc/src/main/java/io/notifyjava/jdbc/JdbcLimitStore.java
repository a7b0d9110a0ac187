package io.notifyjava.jdbc;

import io.notifyjava.limit.LimitBound;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitCounts;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.LimitVerdict;
import io.notifyjava.limit.LimitWindow;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The counts of limits in a {@link JdbcDatabase}, so that all nodes count together.
 *
 * <p>All claims of a call are decided in one transaction, which locks the rows of their keys in one
 * order. Whoever asks for a key that another call holds waits for that transaction, so a key that
 * all messages share, such as an account, is good for as many calls in a second as the database
 * makes commits one after another. Rows whose windows are over are removed along the way, 256 with
 * every 64th claim. The tables are made, or looked for, at the first use. Thread-safe. Failures are
 * {@link JdbcException}s.
 *
 * @since 0.1.0
 */
public final class JdbcLimitStore implements LimitStore {

  /** Each message of a rolling window takes some bytes, which every claim reads and writes. */
  private static final int MOST_ROLLING = 10_000;

  /** Rows that are removed between adding and locking are rare; so often it is a mistake. */
  private static final int TRIES = 8;

  private final JdbcDatabase database;
  private final Tables tables;
  private final Forgetting keys;
  private final Forgetting claims;

  private JdbcLimitStore(JdbcDatabase database) {
    this.database = Objects.requireNonNull(database, "database");
    this.tables = new Tables(database, "limit", 1);
    this.keys = new Forgetting(database, "limit", "limit_key", "keep_until");
    this.claims = new Forgetting(database, "limit_claim", "claim_id", "keep_until");
  }

  /** Returns a store that all nodes share which use this database. */
  public static JdbcLimitStore in(JdbcDatabase database) {
    return new JdbcLimitStore(database);
  }

  @Override
  public List<LimitVerdict> reserve(List<LimitClaim> claims) {
    Optional<LimitVerdict.Full> tooLong = tooLong(claims);
    if (tooLong.isPresent()) {
      return claims.stream().<LimitVerdict>map(claim -> tooLong.get()).toList();
    }
    List<LimitVerdict> verdicts = tables.told(() -> decided(claims));
    this.keys.called(claims.size());
    this.claims.called(claims.size());
    return verdicts;
  }

  private static Optional<LimitVerdict.Full> tooLong(List<LimitClaim> claims) {
    return claims.stream()
        .flatMap(claim -> claim.demands().stream())
        .filter(demand -> demand.bounds().stream().anyMatch(JdbcLimitStore::isTooLong))
        .findFirst()
        .map(
            demand ->
                new LimitVerdict.Full(
                    "A database counts at most %s permits in a rolling window, but limit '%s' has"
                            .formatted(MOST_ROLLING, demand.limit())
                        + " more; use a calendar window, or another store"));
  }

  private static boolean isTooLong(LimitBound bound) {
    return bound.window() instanceof LimitWindow.Rolling && bound.permits() > MOST_ROLLING;
  }

  private List<LimitVerdict> decided(List<LimitClaim> claims) throws DbException {
    List<String> keys = keys(claims);
    for (int i = 0; i < TRIES; i++) {
      Decision decision =
          database.write("count messages", session -> decide(session, claims, keys));
      if (decision.missing.isEmpty()) {
        return decision.verdicts;
      }
      database.write("begin to count", session -> LimitRows.add(session, decision.missing));
    }
    throw DbException.unavailable(
        "Keys were removed "
            + TRIES
            + " times in a row before they were locked; nothing was taken");
  }

  private static List<String> keys(List<LimitClaim> claims) {
    return claims.stream()
        .flatMap(claim -> claim.demands().stream())
        .map(LimitClaim.Demand::key)
        .distinct()
        .sorted()
        .toList();
  }

  private static Decision decide(Session session, List<LimitClaim> claims, List<String> keys)
      throws SQLException {
    Map<String, LimitCounts> counts = LimitRows.lock(session, keys);
    if (counts.size() < keys.size()) {
      return new Decision(
          keys.stream().filter(key -> !counts.containsKey(key)).toList(), List.of());
    }
    Map<String, List<Long>> held = LimitRows.claims(session, claims);
    Map<String, List<Long>> taken = new HashMap<>();
    Map<String, LimitCounts> changed = new HashMap<>();
    List<LimitVerdict> verdicts = new ArrayList<>(claims.size());
    for (LimitClaim claim : claims) {
      boolean holds = held.containsKey(claim.id());
      LimitVerdict refusal = holds ? null : refusal(claim, counts);
      if (!holds && refusal == null) {
        taken.put(claim.id(), take(claim, counts, changed));
      }
      verdicts.add(refusal == null ? LimitVerdict.granted() : refusal);
    }
    if (!taken.isEmpty()) {
      LimitRows.update(session, changed, latest(claims));
      LimitRows.add(session, taken);
    }
    return new Decision(List.of(), verdicts);
  }

  /** Returns the bound with the longest wait of those that are reached; null if there is none. */
  private static @Nullable LimitVerdict refusal(LimitClaim claim, Map<String, LimitCounts> counts) {
    LimitVerdict refused = null;
    Duration longest = Duration.ZERO;
    for (LimitClaim.Demand demand : claim.demands()) {
      LimitCounts of = Objects.requireNonNull(counts.get(demand.key()));
      for (LimitBound bound : demand.bounds()) {
        Duration wait = of.waitFor(bound, claim.at());
        if (wait.compareTo(longest) > 0) {
          longest = wait;
          refused = new LimitVerdict.Refused(demand.limit(), bound, wait);
        }
      }
    }
    return refused;
  }

  private static List<Long> take(
      LimitClaim claim, Map<String, LimitCounts> counts, Map<String, LimitCounts> changed) {
    List<Long> marks = new ArrayList<>();
    for (LimitClaim.Demand demand : claim.demands()) {
      LimitCounts of = Objects.requireNonNull(counts.get(demand.key()));
      changed.put(demand.key(), of);
      demand.bounds().forEach(bound -> marks.add(of.take(bound.window(), claim.at())));
    }
    return marks;
  }

  private static Instant latest(List<LimitClaim> claims) {
    return claims.stream().map(LimitClaim::at).max(Comparator.naturalOrder()).orElseThrow();
  }

  @Override
  public void commit(List<LimitClaim> claims) {
    tables.told(() -> database.write("keep counts", session -> LimitRows.remove(session, claims)));
  }

  @Override
  public void release(List<LimitClaim> claims) {
    List<String> keys = keys(claims);
    tables.told(
        () -> database.write("give counts back", session -> giveBack(session, claims, keys)));
  }

  private static int giveBack(Session session, List<LimitClaim> claims, List<String> keys)
      throws SQLException {
    Map<String, LimitCounts> counts = LimitRows.lock(session, keys);
    Map<String, List<Long>> held = LimitRows.claims(session, claims);
    if (held.isEmpty()) {
      return 0;
    }
    Map<String, LimitCounts> changed = new HashMap<>();
    for (LimitClaim claim : claims) {
      List<Long> marks = held.get(claim.id());
      if (marks != null) {
        giveBack(claim, marks, counts, changed);
      }
    }
    LimitRows.update(session, changed, latest(claims));
    return LimitRows.remove(session, claims);
  }

  private static void giveBack(
      LimitClaim claim,
      List<Long> marks,
      Map<String, LimitCounts> counts,
      Map<String, LimitCounts> changed) {
    int next = 0;
    for (LimitClaim.Demand demand : claim.demands()) {
      // Gone if all its windows are over.
      LimitCounts of = counts.getOrDefault(demand.key(), LimitCounts.empty());
      if (counts.containsKey(demand.key())) {
        changed.put(demand.key(), of);
      }
      for (LimitBound bound : demand.bounds()) {
        of.giveBack(bound.window(), marks.get(next++));
      }
    }
  }

  @Override
  public String toString() {
    return "JdbcLimitStore[" + database + "]";
  }

  /**
   * What came of a look at the rows.
   *
   * @param missing keys without a row, sorted; then nothing was decided
   */
  private record Decision(List<String> missing, List<LimitVerdict> verdicts) {}
}
