package io.notifyjava.testkit;

import static java.util.Objects.requireNonNull;

import io.notifyjava.message.Lane;
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
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An outbox in memory, for tests: keeps all that an {@link OutboxStore} must but the promise to
 * survive the process. Never use it to serve.
 *
 * <p>Thread-safe. Closing it does nothing, so that a second notifier can go on where a first one
 * stopped, as after a restart.
 *
 * @since 0.1.0
 */
public final class MemoryOutboxStore implements OutboxStore {

  private static final Set<OutboxState> MAY_BE_RETRIED =
      Set.of(OutboxState.DEAD, OutboxState.REJECTED, OutboxState.UNKNOWN, OutboxState.EXPIRED);

  private final Clock clock;
  private final Map<OutboxId, MemoryOutboxRow> rows = new HashMap<>();
  private final Map<String, MemoryOutboxRow> byKey = new HashMap<>();

  /** Unfinished entries, by lane. */
  private final Map<Lane, SortedSet<MemoryOutboxRow>> turns = new EnumMap<>(Lane.class);

  /** Unfinished entries, by order key. */
  private final Map<String, SortedSet<MemoryOutboxRow>> orders = new HashMap<>();

  /** Creates a store that goes by the system's clock. */
  public MemoryOutboxStore() {
    this(Clock.systemUTC());
  }

  /** Creates a store that judges due times and leases by a clock, such as a {@link ManualClock}. */
  public MemoryOutboxStore(Clock clock) {
    this.clock = requireNonNull(clock, "clock");
    for (Lane lane : Lane.values()) {
      turns.put(lane, new TreeSet<>(MemoryOutboxRow.BY_TURN));
    }
  }

  @Override
  public void prepare() {}

  @Override
  public synchronized List<Placed> insert(List<OutboxDraft> drafts) {
    Instant now = clock.instant();
    Map<String, MemoryOutboxRow> keyed = new HashMap<>();
    List<MemoryOutboxRow> fresh = new ArrayList<>();
    List<Placed> placed = new ArrayList<>();
    for (OutboxDraft draft : drafts) {
      MemoryOutboxRow row = new MemoryOutboxRow(draft, now);
      MemoryOutboxRow there = draft.key() == null ? null : there(draft.key(), keyed, row);
      if (there == null) {
        fresh.add(row);
        placed.add(new Placed(row.id(), true));
      } else if (there.draft.contentHash().equals(draft.contentHash())) {
        placed.add(new Placed(there.id(), false));
      } else {
        throw new OutboxException(
            OutboxException.Kind.KEY_CONFLICT,
            "Entry "
                + there.id()
                + " has the same idempotency key and another content; use one key for one message");
      }
    }
    fresh.forEach(this::put);
    return List.copyOf(placed);
  }

  private @Nullable MemoryOutboxRow there(
      String key, Map<String, MemoryOutboxRow> keyed, MemoryOutboxRow row) {
    MemoryOutboxRow there = byKey.get(key);
    return there == null ? keyed.putIfAbsent(key, row) : there;
  }

  private void put(MemoryOutboxRow row) {
    rows.put(row.id(), row);
    if (row.draft.key() != null) {
      byKey.put(row.draft.key(), row);
    }
    queue(row);
  }

  /** Takes no part in a transaction. */
  @Override
  public List<Placed> insert(Connection connection, List<OutboxDraft> drafts) {
    throw new OutboxException(
        OutboxException.Kind.UNSTORABLE,
        "A MemoryOutboxStore takes no part in a transaction; test enqueue(connection, message) with"
            + " a store of notify-jdbc, on H2 for example");
  }

  @Override
  public synchronized Turn turn(List<OutboxVerdict> verdicts, @Nullable OutboxClaim claim) {
    Instant now = clock.instant();
    Set<OutboxId> refused = new LinkedHashSet<>();
    for (OutboxVerdict verdict : verdicts) {
      MemoryOutboxRow row = rows.get(verdict.id());
      if (row == null || !row.takes(verdict)) {
        refused.add(verdict.id());
      } else {
        change(row, () -> row.take(verdict, now));
      }
    }
    List<OutboxLease> leases = new ArrayList<>();
    if (claim == null) {
      return new Turn(refused, leases);
    }
    List<MemoryOutboxRow> due = due(Lane.URGENT, claim.urgent(), now);
    due.addAll(due(Lane.BULK, claim.bulk(), now));
    long bytes = 0;
    for (MemoryOutboxRow row : due) {
      bytes += row.draft.payload().length;
      if (bytes > claim.bytes() && !leases.isEmpty()) {
        return new Turn(refused, leases, true);
      }
      change(row, () -> row.lease(claim, now));
      leases.add(row.asLease(now));
    }
    return new Turn(refused, leases);
  }

  private List<MemoryOutboxRow> due(Lane lane, int most, Instant now) {
    List<MemoryOutboxRow> due = new ArrayList<>();
    for (MemoryOutboxRow row : turns(lane)) {
      if (due.size() == most || row.takeableAt().isAfter(now)) {
        break;
      }
      if (isFirstOfItsOrder(row)) {
        due.add(row);
      }
    }
    return due;
  }

  private boolean isFirstOfItsOrder(MemoryOutboxRow row) {
    SortedSet<MemoryOutboxRow> order = order(row);
    return order == null || order.first() == row;
  }

  @Override
  public synchronized Set<OutboxId> renew(String node, List<Hold> leases, Duration lease) {
    Instant until = clock.instant().plus(lease);
    Set<OutboxId> gone = new LinkedHashSet<>();
    for (Hold hold : leases) {
      MemoryOutboxRow row = rows.get(hold.id());
      if (row == null || !row.hasLease(node, hold.lease())) {
        gone.add(hold.id());
      } else {
        change(row, () -> row.renew(until));
      }
    }
    return gone;
  }

  @Override
  public synchronized List<OutboxLease> held(String node) {
    Instant now = clock.instant();
    return rows.values().stream()
        .filter(row -> row.isLeasedBy(node))
        .sorted(MemoryOutboxRow.BY_ID)
        .map(row -> row.asLease(now))
        .toList();
  }

  @Override
  public synchronized Optional<Duration> untilNextDue() {
    Instant now = clock.instant();
    return turns.values().stream()
        .filter(rows -> !rows.isEmpty())
        .map(rows -> Duration.between(now, rows.first().takeableAt()))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .min(Duration::compareTo);
  }

  @Override
  public synchronized Optional<OutboxEntry> find(OutboxId id) {
    return Optional.ofNullable(rows.get(id)).map(MemoryOutboxRow::asEntry);
  }

  @Override
  public synchronized Optional<OutboxEntry> findByKey(String key) {
    return Optional.ofNullable(byKey.get(key)).map(MemoryOutboxRow::asEntry);
  }

  @Override
  public synchronized boolean cancel(OutboxId id) {
    MemoryOutboxRow row = rows.get(id);
    if (row == null || !row.mayBeCancelled()) {
      return false;
    }
    change(row, () -> row.end(OutboxState.CANCELLED, clock.instant()));
    return true;
  }

  @Override
  public synchronized long retry(Collection<OutboxId> ids, Set<OutboxState> states) {
    if (!MAY_BE_RETRIED.containsAll(states)) {
      throw new IllegalArgumentException(
          "Only entries in " + MAY_BE_RETRIED + " can be retried, but asked were " + states);
    }
    List<MemoryOutboxRow> again =
        rows.values().stream()
            .filter(row -> states.contains(row.state))
            .filter(row -> ids.isEmpty() || ids.contains(row.id()))
            .toList();
    again.forEach(row -> change(row, () -> row.again(clock.instant())));
    return again.size();
  }

  @Override
  public synchronized OutboxCounts counts() {
    Map<OutboxState, Long> counts = new EnumMap<>(OutboxState.class);
    rows.values().forEach(row -> counts.merge(row.state, 1L, Long::sum));
    return new OutboxCounts(counts);
  }

  @Override
  public synchronized long purge(Duration age, Set<OutboxState> states, int limit) {
    Instant before = clock.instant().minus(age);
    List<MemoryOutboxRow> old =
        rows.values().stream()
            .filter(row -> row.state.isFinal() && states.contains(row.state))
            .filter(row -> row.updatedAt.isBefore(before))
            .limit(limit)
            .toList();
    for (MemoryOutboxRow row : old) {
      rows.remove(row.id());
      if (row.draft.key() != null) {
        byKey.remove(row.draft.key());
      }
    }
    return old.size();
  }

  @Override
  public void close() {}

  /** Takes a row out of the queues while it changes, for they are sorted by what changes. */
  private void change(MemoryOutboxRow row, Runnable change) {
    turns(row.draft.lane()).remove(row);
    SortedSet<MemoryOutboxRow> order = order(row);
    if (order != null) {
      order.remove(row);
    }
    change.run();
    queue(row);
  }

  private void queue(MemoryOutboxRow row) {
    String key = row.draft.orderKey();
    if (!row.state.isFinal()) {
      turns(row.draft.lane()).add(row);
      if (key != null) {
        orders.computeIfAbsent(key, any -> new TreeSet<>(MemoryOutboxRow.BY_ID)).add(row);
      }
    } else if (key != null) {
      orders.computeIfPresent(key, (any, order) -> order.isEmpty() ? null : order);
    }
  }

  private SortedSet<MemoryOutboxRow> turns(Lane lane) {
    return requireNonNull(turns.get(lane));
  }

  private @Nullable SortedSet<MemoryOutboxRow> order(MemoryOutboxRow row) {
    String key = row.draft.orderKey();
    return key == null ? null : orders.get(key);
  }

  /** Shows how many entries there are, and none of them. */
  @Override
  public synchronized String toString() {
    return "MemoryOutboxStore[entries=%s]".formatted(rows.size());
  }
}
