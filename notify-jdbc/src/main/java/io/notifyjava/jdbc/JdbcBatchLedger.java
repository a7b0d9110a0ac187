package io.notifyjava.jdbc;

import io.notifyjava.batch.BatchLedger;
import io.notifyjava.batch.LedgerEntry;
import io.notifyjava.batch.LedgerException;
import io.notifyjava.batch.LedgerKey;
import io.notifyjava.batch.LedgerKeys;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.batch.LedgerSummary;
import io.notifyjava.jdbc.LedgerStatements.Outcome;
import io.notifyjava.message.Secret;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a {@link JdbcDatabase}, under a name; one database holds any number of them.
 *
 * <p>What is begun is committed in one transaction for all messages of a call. Outcomes gather in
 * memory and go along with the next such transaction, or once a second; a process that dies loses
 * at most as many as it began with one call.
 *
 * <p>A run has the ledger by a lease, which it renews. After a crash another can take it over when
 * that has ended; in an SQLite file at once, since the file belonged to the process that died. A
 * run that was taken over begins nothing more. Thread-safe.
 *
 * @since 0.1.0
 */
public final class JdbcBatchLedger implements BatchLedger {

  private static final String COMPONENT = "ledger";
  private static final int VERSION = 1;
  private static final int LONGEST_NAME = 128;
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final JdbcDatabase database;
  private final String name;
  private final LedgerKeys keys;
  private final long lease;
  private final Schema schema;
  private final String holder;
  private final Map<LedgerKey, Outcome> outcomes = new LinkedHashMap<>();
  private int begunLast;
  private boolean failing;
  private volatile boolean ready;
  private volatile boolean closed;
  private volatile LedgerLease.@Nullable Row row;
  private volatile boolean running;

  private JdbcBatchLedger(JdbcDatabase database, String name, LedgerKeys keys, Duration lease) {
    this.database = Objects.requireNonNull(database, "database");
    this.name = name;
    this.keys = keys;
    this.lease = lease.toMillis();
    this.schema = new Schema(database, COMPONENT, VERSION);
    this.holder = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
  }

  /**
   * Returns the ledger of this name, which is begun if it is not there. Its keys are plain hashes.
   *
   * @param name 1 to 128 characters, such as {@code spring-campaign}
   */
  public static JdbcBatchLedger in(JdbcDatabase database, String name) {
    return new JdbcBatchLedger(database, checked(name), LedgerKeys.plain(), LEASE);
  }

  /** Returns the ledger likewise, whose keys nobody can make without this secret. */
  public static JdbcBatchLedger in(JdbcDatabase database, String name, Secret hashSecret) {
    return new JdbcBatchLedger(database, checked(name), LedgerKeys.keyed(hashSecret), LEASE);
  }

  /**
   * Returns this ledger with another lease: how long after a crash it is refused to others, and how
   * long a source or a sink may take at most before others may take it over.
   *
   * @param lease 3 seconds to 1 hour; 30 seconds by default
   */
  public JdbcBatchLedger withLease(Duration lease) {
    if (lease.compareTo(Duration.ofSeconds(3)) < 0 || lease.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("lease must be 3 s to 1 h, but was " + lease);
    }
    return new JdbcBatchLedger(database, name, keys, lease);
  }

  private static String checked(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "The name of a ledger must have 1 to "
              + LONGEST_NAME
              + " characters, but had "
              + name.length());
    }
    return name;
  }

  @Override
  public LedgerKeys keys() {
    return keys;
  }

  @Override
  public void startRun() {
    told(
        () -> {
          boolean sure =
              database.dialect() == Dialect.SQLITE && database.isFirst(COMPONENT + "/" + name);
          // Nobody else can have had the file, so whoever had the ledger is dead.
          row = database.write("take a ledger", session -> take(session, sure));
          failing = false;
          running = true;
          return true;
        });
  }

  private LedgerLease.Row take(Session session, boolean sure)
      throws java.sql.SQLException, DbException {
    LedgerLease.Row there = LedgerLease.find(session, name).orElse(null);
    if (there == null) {
      LedgerLease.add(session, name, keys);
    } else {
      check(there);
    }
    if (!LedgerLease.take(session, name, holder, lease, sure)) {
      throw inUse(there);
    }
    return LedgerLease.find(session, name).orElseThrow();
  }

  private void check(LedgerLease.Row there) {
    if (!there.check().equals(keys.check().toString())) {
      throw new LedgerException(
          LedgerException.Kind.UNREADABLE,
          "The ledger "
              + name
              + " was begun with another hashSecret, or with none: give the same one, for else no"
              + " message would be recognised and all would be sent again");
    }
  }

  private LedgerException inUse(LedgerLease.@Nullable Row there) {
    long seconds = there == null ? 0 : Math.max(0, (there.left() + 999) / 1000);
    return new LedgerException(
        LedgerException.Kind.IN_USE,
        "The ledger "
            + name
            + " is in use by another batch. One at a time has a ledger: wait until that is done; if"
            + " its process has died, try again in "
            + seconds
            + " s, when its lease ends");
  }

  @Override
  public List<LedgerEntry> find(List<LedgerKey> keys) {
    return told(
        () -> {
          LedgerLease.Row known = row().orElse(null);
          return known == null || keys.isEmpty()
              ? List.of()
              : database.read(
                  "look into a ledger",
                  session -> LedgerStatements.find(session, known.id(), lastRun(), keys));
        });
  }

  @Override
  public void begin(List<LedgerKey> keys) {
    LedgerLease.Row mine = requireRun();
    Map<LedgerKey, Outcome> taken = taken();
    boolean held =
        told(
            () ->
                database.write(
                    "begin messages in a ledger",
                    session -> {
                      LedgerStatements.end(session, mine.id(), mine.run(), taken);
                      boolean has = LedgerLease.renew(session, mine.id(), holder, lease);
                      if (has) {
                        LedgerStatements.begin(session, mine.id(), mine.run(), keys);
                      }
                      return has;
                    }));
    written(taken);
    begunLast = keys.size();
    requireHeld(held);
  }

  @Override
  public void record(LedgerKey key, LedgerState state, @Nullable FailureReason reason) {
    requireRun();
    boolean full;
    synchronized (outcomes) {
      outcomes.put(key, new Outcome(state, reason));
      // A database that is down is not asked again for each of them.
      full = outcomes.size() > Math.max(begunLast, 1) && !failing;
    }
    if (full) {
      flush();
    }
  }

  @Override
  public void flush() {
    LedgerLease.Row mine = requireRun();
    Map<LedgerKey, Outcome> taken = taken();
    failing = true;
    boolean held =
        told(
            () ->
                database.write(
                    "write outcomes into a ledger",
                    session -> {
                      LedgerStatements.end(session, mine.id(), mine.run(), taken);
                      return LedgerLease.renew(session, mine.id(), holder, lease);
                    }));
    written(taken);
    requireHeld(held);
    failing = false;
  }

  @Override
  public void endRun() {
    LedgerLease.Row mine = row;
    if (!running || mine == null) {
      return;
    }
    Map<LedgerKey, Outcome> taken = taken();
    running = false;
    told(
        () ->
            database.write(
                "end a run of a ledger",
                session -> {
                  LedgerStatements.end(session, mine.id(), mine.run(), taken);
                  LedgerLease.free(session, mine.id(), holder);
                  return true;
                }));
    written(taken);
  }

  /** Returns what is to be written; it stays here until it is. */
  private Map<LedgerKey, Outcome> taken() {
    synchronized (outcomes) {
      return new LinkedHashMap<>(outcomes);
    }
  }

  private void written(Map<LedgerKey, Outcome> taken) {
    synchronized (outcomes) {
      taken.forEach(outcomes::remove);
    }
  }

  private LedgerLease.Row requireRun() {
    LedgerLease.Row mine = row;
    if (!running || mine == null) {
      throw new IllegalStateException("startRun() must come before anything is written");
    }
    return mine;
  }

  private void requireHeld(boolean held) {
    if (!held) {
      throw new LedgerException(
          LedgerException.Kind.LOST,
          "The ledger "
              + name
              + " was taken over by another batch, because this one did not renew its lease of "
              + lease / 1000
              + " s: nothing more is begun here; if a source or a sink takes long, give"
              + " withLease(...) a longer one");
    }
  }

  @Override
  public LedgerSummary summary() {
    return told(
        () -> {
          LedgerLease.Row known = row().orElse(null);
          return known == null
              ? new LedgerSummary(Map.of())
              : database.read(
                  "count a ledger", session -> LedgerStatements.summary(session, known.id()));
        });
  }

  @Override
  public void forEach(Set<LedgerState> states, Consumer<LedgerEntry> consumer) {
    LedgerLease.Row known = told(this::row).orElse(null);
    if (known == null || states.isEmpty()) {
      return;
    }
    List<LedgerEntry> page;
    LedgerKey last = null;
    do {
      LedgerKey from = last;
      page =
          told(
              () ->
                  database.read(
                      "list a ledger",
                      session ->
                          LedgerStatements.page(session, known.id(), lastRun(), states, from)));
      page.forEach(consumer);
      last = page.isEmpty() ? last : page.get(page.size() - 1).key();
    } while (page.size() == LedgerStatements.PAGE);
  }

  /** Returns the row of the ledger, also before a run; empty if there is none. */
  private Optional<LedgerLease.Row> row() throws DbException {
    LedgerLease.Row mine = row;
    if (mine != null) {
      return Optional.of(mine);
    }
    Optional<LedgerLease.Row> found =
        database.read("look for a ledger", session -> LedgerLease.find(session, name));
    found.ifPresent(this::check);
    return found;
  }

  /** Returns the number of this instance's last run; one that no run has if there was none. */
  private int lastRun() {
    LedgerLease.Row mine = row;
    return mine == null ? -1 : mine.run();
  }

  /** Does not close the database. */
  @Override
  public void close() {
    closed = true;
  }

  private <T> T told(Doing<T> doing) {
    if (closed) {
      throw new LedgerException(
          LedgerException.Kind.CLOSED, "The ledger " + name + " was closed; make another");
    }
    try {
      if (!ready) {
        schema.prepare();
        ready = true;
      }
      return doing.done();
    } catch (DbException e) {
      throw new LedgerException(
          kind(e.kind()), "The ledger " + name + ": " + e.getMessage(), e.getCause());
    }
  }

  private static LedgerException.Kind kind(DbException.Kind kind) {
    return switch (kind) {
      case UNAVAILABLE -> LedgerException.Kind.UNAVAILABLE;
      case CLOSED -> LedgerException.Kind.CLOSED;
      case SCHEMA, KEY_CONFLICT, UNSTORABLE -> LedgerException.Kind.UNREADABLE;
    };
  }

  @Override
  public String toString() {
    return "JdbcBatchLedger[" + name + " in " + database + "]";
  }

  private interface Doing<T> {
    T done() throws DbException;
  }
}
