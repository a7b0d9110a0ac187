package io.notifyjava.jdbc;

import io.notifyjava.batch.LedgerException;
import io.notifyjava.batch.LedgerKeys;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What may be done with a ledger only while no run has it: to take it, and to remove it. */
final class LedgerTaking {

  private final JdbcDatabase database;
  private final String component;
  private final String name;
  private final LedgerKeys keys;

  /**
   * Creates it.
   *
   * @param component what stands for the ledger in {@link JdbcDatabase#isFirst}
   */
  LedgerTaking(JdbcDatabase database, String component, String name, LedgerKeys keys) {
    this.database = database;
    this.component = component;
    this.name = name;
    this.keys = keys;
  }

  /** Takes the ledger for a run, and begins it if it is not there; returns its row. */
  LedgerLease.Row take(long lease) throws DbException {
    return whileNobodyHasIt("take a ledger", (session, sure) -> take(session, lease, sure));
  }

  /** Removes the row of the ledger; tells whether there was one. */
  boolean remove() throws DbException {
    return whileNobodyHasIt("delete a ledger", this::remove);
  }

  /**
   * Does work that may be done while no run has the ledger.
   *
   * @param work is told whether whoever has it is known to be dead: in a file that is the case when
   *     it was opened just now, since nobody else can have had it
   */
  private <T> T whileNobodyHasIt(String what, Taking<T> work) throws DbException {
    // Asked inside, where one writes to a file at a time; and once, for it may be tried again.
    AtomicReference<@Nullable Boolean> sure = new AtomicReference<>();
    boolean done = false;
    try {
      T result =
          database.write(
              what,
              session -> {
                if (sure.get() == null) {
                  sure.set(session.dialect() == Dialect.SQLITE && database.isFirst(component));
                }
                return work.in(session, Boolean.TRUE.equals(sure.get()));
              });
      done = true;
      return result;
    } finally {
      if (!done && Boolean.TRUE.equals(sure.get())) {
        database.isStillFirst(component);
      }
    }
  }

  private LedgerLease.Row take(Session session, long lease, boolean sure) throws SQLException {
    LedgerLease.Row there = LedgerLease.find(session, name).orElse(null);
    if (there == null) {
      LedgerLease.add(session, name, keys);
    } else {
      check(there);
    }
    // Of this run alone: another of the same object is another holder.
    String holder = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    if (!LedgerLease.take(session, name, holder, lease, sure)) {
      throw inUse(there, lease);
    }
    LedgerLease.Row mine = LedgerLease.find(session, name).orElseThrow();
    check(mine);
    return mine;
  }

  private boolean remove(Session session, boolean sure) throws SQLException {
    boolean removed = LedgerLease.remove(session, name, sure);
    if (!removed) {
      LedgerLease.find(session, name)
          .ifPresent(
              there -> {
                throw inUse(there, 0);
              });
    }
    return removed;
  }

  /** Refuses a ledger whose keys were made with another secret. */
  void check(LedgerLease.Row there) {
    if (!there.check().equals(keys.check().toString())) {
      throw new LedgerException(
          LedgerException.Kind.UNREADABLE,
          "The ledger "
              + name
              + " was begun with another hashSecret, or with none: give the same one, for else no"
              + " message would be recognised and all would be sent again");
    }
  }

  private LedgerException inUse(LedgerLease.@Nullable Row there, long lease) {
    long left = there == null ? lease : there.left();
    long seconds = Math.max(0, (left + 999) / 1000);
    return new LedgerException(
        LedgerException.Kind.IN_USE,
        "The ledger "
            + name
            + " is in use by another batch. One at a time has a ledger: wait until that is done; if"
            + " its process has died, try again in "
            + seconds
            + " s, when its lease ends");
  }

  private interface Taking<T> {
    T in(Session session, boolean sure) throws SQLException;
  }
}
