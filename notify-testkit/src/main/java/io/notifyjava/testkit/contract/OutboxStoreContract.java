package io.notifyjava.testkit.contract;

import static io.notifyjava.outbox.OutboxState.ACCEPTED;
import static io.notifyjava.outbox.OutboxState.CANCELLED;
import static io.notifyjava.outbox.OutboxState.DEAD;
import static io.notifyjava.outbox.OutboxState.EXPIRED;
import static io.notifyjava.outbox.OutboxState.LEASED;
import static io.notifyjava.outbox.OutboxState.PENDING;
import static io.notifyjava.outbox.OutboxState.REJECTED;
import static io.notifyjava.outbox.OutboxState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxStore;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What every {@link OutboxStore} keeps, as tests: extend it, return an empty store, say how its
 * time passes, and the tests run against it.
 *
 * <p>It pins down what an {@link io.notifyjava.outbox.Outbox} relies on: an entry is there once it
 * was put and comes back as it was, is handed out to one node at a time, in its turn; a lease that
 * ran out is told from one that ended; and a late verdict changes nothing.
 *
 * <p>Every test uses the store of one call of {@link #store()}. What that opens, an {@code
 * AfterEach} of the subclass closes.
 *
 * @since 0.1.0
 */
public abstract class OutboxStoreContract extends OutboxLeaseRules {

  /** For subclasses. */
  protected OutboxStoreContract() {}

  /**
   * Returns a connection to the database of the store, in auto-commit mode as it comes from a pool;
   * empty, as by default, if the store has none, which skips the tests of the caller's transaction.
   *
   * @throws Exception whatever goes wrong; it fails the test
   */
  protected Optional<Connection> connection() throws Exception {
    return Optional.empty();
  }

  @Nested
  @DisplayName("Putting")
  class Putting {

    @Test
    @DisplayName("makes an entry that every node finds")
    void puts() throws Exception {
      OutboxDraft draft = draft().key("k").build();
      here().insert(List.of(draft));

      OutboxEntry entry = there().find(draft.id()).orElseThrow();
      assertThat(entry.state()).isEqualTo(PENDING);
      assertThat(entry.type()).isEqualTo("note");
      assertThat(entry.createdAt()).isEqualTo(PAST);
      assertThat(entry.attempts()).isZero();
      assertThat(there().findByKey(hash("k"))).map(OutboxEntry::id).contains(draft.id());
      assertThat(there().find(nextId())).isEmpty();
      assertThat(there().findByKey(hash("other"))).isEmpty();
    }

    @Test
    @DisplayName("the same message with the same key again finds the first")
    void duplicate() throws Exception {
      OutboxId first = put(draft().key("k"));

      assertThat(there().insert(List.of(draft().key("k").build(), draft().build())))
          .first()
          .isEqualTo(new OutboxStore.Placed(first, false));
      assertThat(here().counts().of(PENDING)).isEqualTo(2);
    }

    @Test
    @DisplayName("the same entries again, after an answer that was lost, are there once")
    void sameEntriesAgain() throws Exception {
      OutboxDraft first = draft().build();
      OutboxDraft second = draft().build();
      here().insert(List.of(first, second));

      assertThat(there().insert(List.of(second, draft().build(), first)))
          .extracting(OutboxStore.Placed::id)
          .contains(first.id(), second.id());
      assertThat(here().counts().of(PENDING)).isEqualTo(3);
    }

    @Test
    @DisplayName("one key twice in one call puts the first")
    void duplicateInOneCall() {
      OutboxDraft first = draft().key("k").build();
      OutboxDraft second = draft().key("k").build();

      assertThat(here().insert(List.of(first, second)))
          .containsExactly(
              new OutboxStore.Placed(first.id(), true), new OutboxStore.Placed(first.id(), false));
      assertThat(here().counts().open()).isEqualTo(1);
    }

    @Test
    @DisplayName("an entry that ended still has its key")
    void keyOfEnded() {
      OutboxId first = put(draft().key("k"));
      say(accepted(claimOne("n1")));

      assertThat(here().insert(List.of(draft().key("k").build())))
          .containsExactly(new OutboxStore.Placed(first, false));
      assertThat(claim("n1", 5, 5)).isEmpty();
    }

    @Test
    @DisplayName("another message with the same key is refused, with all of its call")
    void conflict() {
      OutboxId first = put(draft().key("k"));
      OutboxDraft innocent = draft().build();
      OutboxDraft conflicting = draft().key("k").content("another").build();

      assertThatExceptionOfType(OutboxException.class)
          .isThrownBy(() -> here().insert(List.of(innocent, conflicting)))
          .satisfies(
              e -> {
                assertThat(e.kind()).isEqualTo(OutboxException.Kind.KEY_CONFLICT);
                assertThat(e.mayHaveHappened()).isFalse();
                assertThat(e).hasMessageContaining(first.value()).hasMessageContaining("key");
              });
      assertThat(here().find(innocent.id())).isEmpty();
      assertThat(here().counts().open()).isEqualTo(1);
    }

    @Test
    @DisplayName("one key by many threads at once makes one entry, and all hear of it")
    void race() throws Exception {
      OutboxStore there = there();
      List<OutboxStore.Placed> placed =
          Together.run(
              16,
              number ->
                  (number % 2 == 0 ? here() : there)
                      .insert(List.of(draft().key("k").build()))
                      .get(0));

      assertThat(placed).extracting(OutboxStore.Placed::id).containsOnly(placed.get(0).id());
      assertThat(placed).extracting(OutboxStore.Placed::isNew).containsOnlyOnce(true);
      assertThat(here().counts().open()).isEqualTo(1);
    }

    @Test
    @DisplayName("keeps a payload of a mebibyte byte for byte")
    void largePayload() {
      byte[] payload = new byte[1 << 20];
      new Random(1).nextBytes(payload);
      put(draft().payload(payload));

      assertThat(claimOne("n1").draft().payload()).isEqualTo(payload);
    }

    @Test
    @DisplayName("takes a thousand entries at once")
    void many() {
      here().insert(java.util.stream.Stream.generate(() -> draft().build()).limit(1_000).toList());

      assertThat(here().counts().of(PENDING)).isEqualTo(1_000);
      assertThat(ids(claim("n1", 0, 1_000))).hasSize(1_000).isSorted();
    }
  }

  @Nested
  @DisplayName("In the caller's transaction")
  class CallersTransaction {

    @Test
    @DisplayName("an entry is there if the caller commits, and not before")
    void commit() throws Exception {
      OutboxDraft draft = draft().key("k").build();
      try (Connection connection = begin()) {
        assertThat(here().insert(connection, List.of(draft)))
            .containsExactly(new OutboxStore.Placed(draft.id(), true));
        assertThat(connection.isClosed()).isFalse();
        assertThat(connection.getAutoCommit()).isFalse();
        connection.commit();
      }
      assertThat(ids(claim("n1", 5, 5))).containsExactly(draft.id());
    }

    @Test
    @DisplayName("nothing is left if the caller rolls back")
    void rollback() throws Exception {
      OutboxDraft draft = draft().key("k").build();
      try (Connection connection = begin()) {
        here().insert(connection, List.of(draft));
        connection.rollback();
      }
      assertThat(here().find(draft.id())).isEmpty();
      assertThat(claim("n1", 5, 5)).isEmpty();
    }

    @Test
    @DisplayName("a key that is there already finds the first, and a conflict is refused")
    void keys() throws Exception {
      OutboxId first = put(draft().key("k"));
      try (Connection connection = begin()) {
        assertThat(here().insert(connection, List.of(draft().key("k").build())))
            .containsExactly(new OutboxStore.Placed(first, false));
        assertThatExceptionOfType(OutboxException.class)
            .isThrownBy(
                () ->
                    here().insert(connection, List.of(draft().key("k").content("another").build())))
            .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.KEY_CONFLICT));
        connection.rollback();
      }
    }

    private Connection begin() throws Exception {
      Optional<Connection> connection = connection();
      assumeThat(connection).as("the store has a database").isPresent();
      Connection begun = connection.orElseThrow();
      begun.setAutoCommit(false);
      return begun;
    }
  }

  @Nested
  @DisplayName("A person")
  class Persons {

    @Test
    @DisplayName("cancels what is pending, and nothing else")
    void cancels() throws Exception {
      OutboxId pending = put();
      assertThat(there().cancel(pending)).isTrue();
      assertThat(state(pending)).isEqualTo(CANCELLED);
      assertThat(there().cancel(pending)).isFalse();
      assertThat(there().cancel(nextId())).isFalse();
      assertThat(claim("n1", 5, 5)).isEmpty();

      OutboxId leased = put();
      OutboxLease lease = claimOne("n1");
      assertThat(there().cancel(leased)).isFalse();
      say(OutboxStoreBench.later(lease, LONG, true));
      assertThat(there().cancel(leased)).as("in doubt").isFalse();
    }

    @Test
    @DisplayName("who cancels while a node claims gets it, or the node does")
    void cancelRace() throws Exception {
      OutboxStore there = there();
      for (int round = 0; round < 20; round++) {
        OutboxId id = put();
        List<Boolean> won =
            Together.run(
                2,
                number ->
                    number == 0 ? there.cancel(id) : !claim(here(), "n", LONG, 0, 1).isEmpty());
        assertThat(won).as("round %s", round).containsExactlyInAnyOrder(true, false);
        assertThat(state(id)).isEqualTo(won.get(0) ? CANCELLED : LEASED);
      }
    }

    @Test
    @DisplayName("has entries sent again as if they were new")
    void retries() {
      OutboxId dead = ended(DEAD);
      OutboxId unknown = ended(UNKNOWN);
      OutboxId accepted = ended(ACCEPTED);

      assertThat(here().retry(List.of(dead, accepted), Set.of(DEAD, UNKNOWN))).isEqualTo(1);
      OutboxLease again = claimOne("n2");
      assertThat(again.id()).isEqualTo(dead);
      assertThat(again.attempts()).isZero();
      assertThat(again.lost()).isFalse();
      assertThat(again.number()).isEqualTo(2);

      assertThat(here().retry(List.of(), Set.of(DEAD, REJECTED, UNKNOWN, EXPIRED))).isEqualTo(1);
      assertThat(claimOne("n2").id()).isEqualTo(unknown);
      assertThat(here().retry(List.of(), Set.of(DEAD))).isZero();
    }

    @Test
    @DisplayName("cannot have an accepted or a cancelled entry sent again")
    void retriesNot() {
      for (OutboxState state : List.of(ACCEPTED, CANCELLED, PENDING, LEASED)) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> here().retry(List.of(), Set.of(state)))
            .withMessageContaining(state.name());
      }
    }

    @Test
    @DisplayName("sees how many entries there are in each state")
    void counts() {
      assertThat(here().counts().open()).isZero();
      ended(DEAD);
      ended(ACCEPTED);
      put();
      claim("n1", 0, 1);
      put();
      put();

      assertThat(here().counts().of(DEAD)).isEqualTo(1);
      assertThat(here().counts().of(ACCEPTED)).isEqualTo(1);
      assertThat(here().counts().of(LEASED)).isEqualTo(1);
      assertThat(here().counts().of(PENDING)).isEqualTo(2);
      assertThat(here().counts().open()).isEqualTo(3);
    }

    @Test
    @DisplayName("forgets what ended long ago, some at a time, and its keys with it")
    void purges() throws Exception {
      put(draft().key("k"));
      say(OutboxStoreBench.ended(claimOne("n1"), REJECTED));
      ended(REJECTED);
      OutboxId dead = ended(DEAD);
      OutboxId open = put();

      assertThat(here().purge(LONG, Set.of(REJECTED, DEAD), 10)).isZero();
      letPass(SHORT);
      Duration age = SHORT.dividedBy(2);
      assertThat(here().purge(age, Set.of(REJECTED), 1)).isEqualTo(1);
      assertThat(here().purge(age, Set.of(REJECTED), 10)).isEqualTo(1);
      assertThat(here().purge(age, Set.of(REJECTED), 10)).isZero();
      assertThat(here().find(dead)).isPresent();
      assertThat(here().find(open)).isPresent();
      assertThat(here().findByKey(hash("k"))).isEmpty();
      put(draft().key("k").content("another"));
    }

    private OutboxId ended(OutboxState state) {
      OutboxId id = put();
      OutboxLease lease = claimOne("n1");
      say(state == ACCEPTED ? accepted(lease) : OutboxStoreBench.ended(lease, state));
      return id;
    }
  }

  @Nested
  @DisplayName("The store")
  class Itself {

    @Test
    @DisplayName("knows nothing to wait for when all has ended")
    void nothingDue() {
      assertThat(here().untilNextDue()).isEmpty();
      put();
      assertThat(here().untilNextDue()).contains(Duration.ZERO);
      OutboxLease lease = claimOne("n1");
      assertThat(here().untilNextDue().orElseThrow()).isPositive().isLessThanOrEqualTo(LONG);
      say(accepted(lease));
      assertThat(here().untilNextDue()).isEmpty();
    }

    @Test
    @DisplayName("may be prepared again, by every node")
    void preparedAgain() throws Exception {
      OutboxId id = put();
      here().prepare();
      there().prepare();

      assertThat(state(id)).isEqualTo(PENDING);
    }

    @Test
    @DisplayName("keeps times to the millisecond")
    void times() throws Exception {
      Instant at = Instant.parse("2037-06-30T21:59:59.999Z");
      OutboxId id = put(draft().notBefore(at));

      assertThat(there().find(id).orElseThrow().dueAt()).isEqualTo(at);
    }
  }
}
