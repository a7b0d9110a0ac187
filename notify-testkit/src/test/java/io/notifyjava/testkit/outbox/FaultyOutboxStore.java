package io.notifyjava.testkit.outbox;

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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that fails as a test says: before it does what it is asked, or after. */
final class FaultyOutboxStore implements OutboxStore {

  /** How a call goes wrong. */
  enum Fault {
    /** Nothing was done. */
    BEFORE,
    /** It was done, and the connection was lost before the answer. */
    AFTER,
    /** It was done, and then memory was out. */
    ERROR
  }

  private final OutboxStore store;
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();
  private final List<OutboxClaim> claims = new ArrayList<>();
  private final Map<String, Runnable> events = new HashMap<>();
  private String failingMethod = "";
  private int callsToGo;
  private boolean down;
  private boolean closed;
  private int most;

  FaultyOutboxStore(OutboxStore store) {
    this.store = store;
  }

  /** Makes the next calls fail so. */
  synchronized FaultyOutboxStore fails(Fault... next) {
    faults.addAll(List.of(next));
    return this;
  }

  /** Makes one of the next calls of a method fail, counted from 1, before it does anything. */
  synchronized void failsAt(String method, int number) {
    failingMethod = method;
    callsToGo = number;
  }

  /** Has something happen in front of the next call of a method. */
  synchronized void before(String method, Runnable event) {
    events.put(method, event);
  }

  /** Makes every call fail until it is up again. */
  synchronized void down(boolean down) {
    this.down = down;
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized long calls(String method) {
    return calls.stream().filter(method::equals).count();
  }

  synchronized void forgetCalls() {
    calls.clear();
    claims.clear();
  }

  synchronized List<OutboxClaim> claims() {
    return List.copyOf(claims);
  }

  /** Returns the largest number of entries that were leased at once. */
  synchronized int mostLeased() {
    return most;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private <T> T call(String method, Supplier<T> work) {
    Fault fault;
    Runnable event;
    synchronized (this) {
      calls.add(method);
      boolean isIt = failingMethod.equals(method) && --callsToGo == 0;
      fault = down || isIt ? Fault.BEFORE : faults.poll();
      event = events.remove(method);
    }
    if (event != null) {
      event.run();
    }
    if (fault == Fault.BEFORE) {
      throw new OutboxException(OutboxException.Kind.UNAVAILABLE, "The database is down");
    }
    T done = work.get();
    if (fault == Fault.ERROR) {
      throw new OutOfMemoryError("as the test said");
    }
    if (fault == Fault.AFTER) {
      throw new OutboxException(
          OutboxException.Kind.UNAVAILABLE, true, "The connection was lost", null);
    }
    return done;
  }

  @Override
  public void prepare() {
    call(
        "prepare",
        () -> {
          store.prepare();
          return true;
        });
  }

  @Override
  public List<Placed> insert(List<OutboxDraft> drafts) {
    return call("insert", () -> store.insert(drafts));
  }

  @Override
  public List<Placed> insert(Connection connection, List<OutboxDraft> drafts) {
    return call("insert", () -> store.insert(drafts));
  }

  @Override
  public Turn turn(List<OutboxVerdict> verdicts, @Nullable OutboxClaim claim) {
    Turn turn = call("turn", () -> store.turn(verdicts, claim));
    synchronized (this) {
      if (claim != null) {
        claims.add(claim);
      }
      most = Math.max(most, (int) store.counts().of(OutboxState.LEASED));
    }
    return turn;
  }

  @Override
  public Set<OutboxId> renew(String node, List<Hold> leases, Duration lease) {
    return call("renew", () -> store.renew(node, leases, lease));
  }

  @Override
  public List<OutboxLease> held(String node) {
    return call("held", () -> store.held(node));
  }

  @Override
  public Optional<Duration> untilNextDue() {
    return call("untilNextDue", store::untilNextDue);
  }

  @Override
  public Optional<OutboxEntry> find(OutboxId id) {
    return call("find", () -> store.find(id));
  }

  @Override
  public Optional<OutboxEntry> findByKey(String key) {
    return call("findByKey", () -> store.findByKey(key));
  }

  @Override
  public boolean cancel(OutboxId id) {
    return call("cancel", () -> store.cancel(id));
  }

  @Override
  public long retry(Collection<OutboxId> ids, Set<OutboxState> states) {
    return call("retry", () -> store.retry(ids, states));
  }

  @Override
  public OutboxCounts counts() {
    return call("counts", store::counts);
  }

  @Override
  public long purge(Duration age, Set<OutboxState> states, int limit) {
    return call("purge", () -> store.purge(age, states, limit));
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
