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
  private final LedgerTaking taking;
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
    this.taking = new LedgerTaking(database, COMPONENT + "/" + name, name, keys);
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
    if (!name.isBlank() && !name.equals(name.strip())) {
      throw new IllegalArgumentException(
          "The name of a ledger must not begin or end with a blank, since some databases take no"
              + " notice of it; leave it out");
    }
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
          if (running) {
            throw inUseHere();
          }
          writeLeftOver();
          row = taking.take(lease);
          failing = false;
          running = true;
          return true;
        });
  }

  /** Writes what the last run of this object could not write at its end. */
  private void writeLeftOver() throws DbException {
    LedgerLease.Row last = row;
    Map<LedgerKey, Outcome> taken = taken();
    if (last != null && !taken.isEmpty()) {
      database.write(
          "write outcomes into a ledger",
          session -> {
            LedgerStatements.end(session, last.id(), last.run(), taken);
            return true;
          });
      written(taken);
    }
  }

  private LedgerException inUseHere() {
    return new LedgerException(
        LedgerException.Kind.IN_USE,
        "The ledger "
            + name
            + " is in use by another batch of this process: wait until that is done");
  }

  /**
   * Deletes the ledger with all that it knows; a batch that comes after sends to everybody again.
   * Many short transactions, of at most about a thousand entries each. What a crash in the middle
   * leaves, the next deletion takes away; until then no ledger has it.
   *
   * @return whether there was one
   * @throws LedgerException with {@code IN_USE} if a run has it, or its process died and its lease
   *     has not ended
   */
  public boolean delete() {
    return told(
        () -> {
          if (running) {
            throw inUseHere();
          }
          boolean deleted = taking.remove();
          row = null;
          LedgerRemoval.sweep(database);
          return deleted;
        });
  }

  /**
   * Deletes, likewise, all ledgers of a database that no run has had for so long, finished or not.
   *
   * @param age zero or more; a few weeks for campaigns
   * @return how many
   */
  public static int purge(JdbcDatabase database, Duration age) {
    if (age.isNegative()) {
      throw new IllegalArgumentException("age must not be negative, but was " + age);
    }
    return calling(
        "Old ledgers",
        () -> {
          new Schema(database, COMPONENT, VERSION).prepare();
          return LedgerRemoval.purge(database, age);
        });
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
                  session -> LedgerStatements.find(session, known.id(), lastRun(known), keys));
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
                      boolean has = LedgerLease.renew(session, mine, lease);
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
                      return LedgerLease.renew(session, mine, lease);
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
                  LedgerLease.free(session, mine);
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
                          LedgerStatements.page(
                              session, known.id(), lastRun(known), states, from)));
      page.forEach(consumer);
      last = page.isEmpty() ? last : page.get(page.size() - 1).key();
    } while (page.size() == LedgerStatements.PAGE);
  }

  /** Returns the row of the ledger, also outside of a run; empty if there is none. */
  private Optional<LedgerLease.Row> row() throws DbException {
    LedgerLease.Row mine = row;
    if (running && mine != null) {
      return Optional.of(mine);
    }
    // Asked again, for somebody may have deleted it, and begun another of its name.
    Optional<LedgerLease.Row> found =
        database.read("look for a ledger", session -> LedgerLease.find(session, name));
    found.ifPresent(taking::check);
    return found;
  }

  /** Returns the number of this instance's last run; one that no run has if there was none. */
  private int lastRun(LedgerLease.Row known) {
    LedgerLease.Row mine = row;
    return mine == null || mine.id() != known.id() ? -1 : mine.run();
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
    return calling(
        "The ledger " + name,
        () -> {
          if (!ready) {
            schema.prepare();
            ready = true;
          }
          return doing.done();
        });
  }

  private static <T> T calling(String what, Doing<T> doing) {
    try {
      return doing.done();
    } catch (DbException e) {
      throw new LedgerException(kind(e.kind()), what + ": " + e.getMessage(), e.getCause());
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
