package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.outbox.OutboxVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Puts and takes entries on a server that crashes meanwhile. */
final class Survival {

  private static final int ENTRIES = 400;

  private Survival() {}

  /** Puts and takes entries while the server crashes; counts what was acknowledged. */
  static void survives(OutboxStore store, Crash crash) throws Exception {
    Awaitility.await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> ready(store));
    List<OutboxId> acknowledged = new ArrayList<>();
    for (int i = 1; i <= ENTRIES; i++) {
      if (i == ENTRIES / 2) {
        crash.happens();
      }
      insist(store, i);
      acknowledged.add(Drafts.id(i));
    }
    assertThat(acknowledged).allMatch(id -> store.find(id).isPresent());
    assertThat(store.counts().of(OutboxState.PENDING)).isEqualTo(ENTRIES);

    int drained = drain(store, crash);
    assertThat(drained).isEqualTo(ENTRIES);
    assertThat(store.counts().of(OutboxState.ACCEPTED)).isEqualTo(ENTRIES);
  }

  static boolean ready(OutboxStore store) {
    store.prepare();
    return true;
  }

  /** Puts an entry again with its id until it is there, as a caller may. */
  static void insist(OutboxStore store, int number) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .ignoreExceptionsMatching(OutboxException.class::isInstance)
        .until(() -> store.insert(Drafts.drafts(number, 1)).get(0).id() != null);
  }

  /** Takes all entries, keeping verdicts until they are taken; counts how many were handed out. */
  private static int drain(OutboxStore store, Crash crash) throws Exception {
    int drained = 0;
    boolean crashed = false;
    List<OutboxLease> leases = List.of();
    do {
      List<OutboxVerdict> verdicts = leases.stream().map(Drafts::accepted).toList();
      drained += verdicts.size();
      if (!crashed && drained > ENTRIES / 2) {
        crash.happens();
        crashed = true;
      }
      List<List<OutboxLease>> next = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(20))
          .ignoreExceptionsMatching(OutboxException.class::isInstance)
          .until(
              () -> {
                store.turn(verdicts, null);
                // What a turn handed out whose answer was lost is the node's already.
                List<OutboxLease> held = store.held("n1");
                next.add(
                    held.isEmpty() ? store.turn(List.of(), Drafts.claim("n1", 50)).leases() : held);
                return true;
              });
      leases = next.get(next.size() - 1);
    } while (!leases.isEmpty());
    return drained;
  }

  interface Crash {
    void happens() throws Exception;
  }
}
