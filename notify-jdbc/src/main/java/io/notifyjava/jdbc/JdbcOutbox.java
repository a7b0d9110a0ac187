package io.notifyjava.jdbc;

import io.notifyjava.jdbc.Session.Work;
import io.notifyjava.outbox.OutboxClaim;
import io.notifyjava.outbox.OutboxCounts;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.outbox.OutboxVerdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An outbox in a {@link JdbcDatabase}.
 *
 * <p>With a server, due times and leases go by the server's clock, any number of nodes share the
 * table, and rows that another node is taking are skipped. With a file, there is one process, and
 * entries that it had leased when it died are handed out again as soon as it is back. Thread-safe.
 *
 * @since 0.1.0
 */
public final class JdbcOutbox implements OutboxStore {

  private static final String COMPONENT = "outbox";
  private static final int VERSION = 1;

  /** What one statement of H2 can hold in a column that is not kept elsewhere. */
  private static final int MOST_IN_H2 = 1_048_576;

  private static final String ORPHANS =
      "UPDATE notify_outbox SET open_at = 0 WHERE open_at IS NOT NULL AND state = 'LEASED'";

  private static final Set<OutboxState> RETRIABLE =
      EnumSet.of(OutboxState.DEAD, OutboxState.REJECTED, OutboxState.UNKNOWN, OutboxState.EXPIRED);

  private static final Set<OutboxState> FINAL =
      EnumSet.complementOf(EnumSet.of(OutboxState.PENDING, OutboxState.LEASED));

  private final JdbcDatabase database;
  private final boolean owner;
  private final Schema schema;

  /** H2 rewrites much of its file if two look for the same rows; here they look in turn. */
  private final ReentrantLock claiming = new ReentrantLock();

  private final Appetite appetite = new Appetite();

  private final AtomicBoolean closed = new AtomicBoolean();

  private JdbcOutbox(JdbcDatabase database, boolean owner) {
    this.database = Objects.requireNonNull(database, "database");
    this.owner = owner;
    this.schema = new Schema(database, COMPONENT, VERSION);
  }

  /** Returns an outbox in a database that other stores may share; closing it leaves that open. */
  public static JdbcOutbox in(JdbcDatabase database) {
    return new JdbcOutbox(database, false);
  }

  /** Returns an outbox in a database that is closed with it. */
  public static JdbcOutbox owning(JdbcDatabase database) {
    return new JdbcOutbox(database, true);
  }

  /** Returns an outbox in a file of its own; see {@link JdbcDatabase#file(Path)}. */
  public static JdbcOutbox file(Path file) {
    return owning(JdbcDatabase.file(file).build());
  }

  @Override
  public void prepare() {
    told(
        () -> {
          schema.prepare();
          if (database.dialect() == Dialect.SQLITE && database.isFirst(COMPONENT)) {
            // Nobody else can have had the file, so nobody is sending these any more.
            database.write("find what was being sent", session -> update(session, ORPHANS));
          }
          return true;
        });
  }

  private static int update(Session session, String sql) throws SQLException {
    try (PreparedStatement statement = session.prepare(sql)) {
      return statement.executeUpdate();
    }
  }

  @Override
  public List<Placed> insert(List<OutboxDraft> drafts) {
    return told(
        () -> {
          check(drafts);
          return OutboxInserts.isOneStatement(database.dialect(), drafts)
              ? database.writeAtOnce(
                  "put entries", session -> OutboxInserts.insertAtOnce(session, drafts))
              : database.write("put entries", session -> OutboxInserts.insert(session, drafts));
        });
  }

  @Override
  public List<Placed> insert(Connection connection, List<OutboxDraft> drafts) {
    Objects.requireNonNull(connection, "connection");
    return told(
        () -> {
          check(drafts);
          return database.within(
              connection,
              "put entries in the caller's transaction",
              session -> {
                if (connection.getAutoCommit()) {
                  throw new IllegalArgumentException(
                      "The connection is in auto-commit mode: expected one in a transaction; call"
                          + " setAutoCommit(false), or enqueue without a connection");
                }
                return OutboxInserts.insert(session, drafts);
              });
        });
  }

  /** One that cannot be kept must not take those beside it along. */
  private void check(List<OutboxDraft> drafts) throws DbException {
    boolean h2 = database.dialect() == Dialect.H2;
    for (OutboxDraft draft : drafts) {
      storable("correlationId", draft.correlationId(), 512);
      storable("account", draft.account(), 256);
      storable("type", draft.type(), 64);
      storable("cipher", draft.cipher(), 64);
      if (h2 && draft.payload().length > MOST_IN_H2) {
        throw unstorable(
            "H2 keeps at most %d bytes of a message, but one has %d; use another database for it"
                .formatted(MOST_IN_H2, draft.payload().length));
      }
    }
  }

  private static void storable(String what, @Nullable String text, int most) throws DbException {
    if (text != null && !text.equals(OutboxVerdicts.storable(text, most))) {
      throw unstorable(
          "%s must be valid Unicode without the character 0, of at most %d characters"
              .formatted(what, most));
    }
  }

  private static DbException unstorable(String message) {
    return new DbException(DbException.Kind.UNSTORABLE, false, message, null);
  }

  @Override
  public Turn turn(List<OutboxVerdict> verdicts, @Nullable OutboxClaim claim) {
    if (verdicts.isEmpty() && claim == null) {
      return new Turn(Set.of(), List.of());
    }
    return told(
        () -> {
          boolean alone = claim != null && database.dialect() == Dialect.H2;
          if (alone) {
            claiming.lock();
          }
          try {
            return database.write(
                "take results and hand out entries", session -> turn(session, verdicts, claim));
          } finally {
            if (alone) {
              claiming.unlock();
            }
          }
        });
  }

  private Turn turn(Session session, List<OutboxVerdict> verdicts, @Nullable OutboxClaim claim)
      throws SQLException {
    Set<OutboxId> refused = verdicts.isEmpty() ? Set.of() : OutboxVerdicts.take(session, verdicts);
    if (claim == null || claim.urgent() + claim.bulk() == 0) {
      return new Turn(refused, List.of());
    }
    OutboxClaims.Handed handed = OutboxClaims.claim(session, claim, appetite);
    return new Turn(refused, handed.leases(), handed.cut());
  }

  @Override
  public Set<OutboxId> renew(String node, List<Hold> leases, Duration lease) {
    if (leases.isEmpty()) {
      return Set.of();
    }
    return write("renew leases", session -> OutboxVerdicts.renew(session, node, leases, lease));
  }

  @Override
  public List<OutboxLease> held(String node) {
    return read("look for leases", session -> OutboxClaims.held(session, node));
  }

  @Override
  public Optional<Duration> untilNextDue() {
    return read("look for the next entry", OutboxUpkeep::untilNextDue);
  }

  @Override
  public Optional<OutboxEntry> find(OutboxId id) {
    return read("find an entry", session -> OutboxUpkeep.find(session, "id", id.value()));
  }

  @Override
  public Optional<OutboxEntry> findByKey(String key) {
    return read("find an entry", session -> OutboxUpkeep.find(session, "dedupe_key", key));
  }

  @Override
  public boolean cancel(OutboxId id) {
    return write("cancel an entry", session -> OutboxUpkeep.cancel(session, id));
  }

  @Override
  public long retry(Collection<OutboxId> ids, Set<OutboxState> states) {
    if (states.isEmpty()) {
      return 0;
    }
    check(states, RETRIABLE);
    if (!ids.isEmpty()) {
      List<String> values = ids.stream().map(OutboxId::value).toList();
      return Lists.parts(values).stream().mapToLong(part -> retryThese(part, states)).sum();
    }
    // What is retried and ends again meanwhile is not retried once more, or this might never end.
    long begin = read("look at the time", OutboxUpkeep::now);
    long retried = 0;
    for (OutboxState state : states) {
      // In steps, so that a million of them is no statement that runs out of time.
      List<String> some = done(state, begin);
      while (!some.isEmpty()) {
        retried += retryThese(some, Set.of(state));
        some = done(state, begin);
      }
    }
    return retried;
  }

  private long retryThese(List<String> ids, Set<OutboxState> states) {
    return write("retry entries", session -> OutboxUpkeep.retry(session, ids, states));
  }

  private List<String> done(OutboxState state, long time) {
    return read(
        "look for entries", session -> OutboxUpkeep.doneBy(session, state, time, Lists.MOST));
  }

  private static void check(Set<OutboxState> states, Set<OutboxState> allowed) {
    for (OutboxState state : states) {
      if (!allowed.contains(state)) {
        throw new IllegalArgumentException(
            "Expected states of %s, but found %s".formatted(allowed, state));
      }
    }
  }

  @Override
  public OutboxCounts counts() {
    return read("count entries", OutboxUpkeep::counts);
  }

  @Override
  public long purge(Duration age, Set<OutboxState> states, int limit) {
    check(states, FINAL);
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be 1 or more, but was " + limit);
    }
    long purged = 0;
    for (OutboxState state : states) {
      int most = (int) (limit - purged);
      List<String> some =
          read("look for entries", session -> OutboxUpkeep.doneFor(session, state, age, most));
      if (!some.isEmpty()) {
        purged += write("purge entries", session -> OutboxUpkeep.delete(session, some));
      }
      if (purged >= limit) {
        return purged;
      }
    }
    return purged;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true) && owner) {
      database.close();
    }
  }

  @Override
  public String toString() {
    return "JdbcOutbox[" + database + "]";
  }

  private <T> T read(String what, Work<T> work) {
    return told(() -> database.read(what, work));
  }

  private <T> T write(String what, Work<T> work) {
    return told(() -> database.write(what, work));
  }

  /** Tells failures in the words of the seam. */
  private <T> T told(Doing<T> doing) {
    if (closed.get()) {
      throw new OutboxException(OutboxException.Kind.CLOSED, "The outbox's store was closed");
    }
    try {
      return doing.done();
    } catch (DbException e) {
      throw new OutboxException(
          OutboxException.Kind.valueOf(e.kind().name()),
          e.mayHaveHappened(),
          String.valueOf(e.getMessage()),
          e.getCause());
    }
  }

  private interface Doing<T> {
    T done() throws DbException;
  }
}
