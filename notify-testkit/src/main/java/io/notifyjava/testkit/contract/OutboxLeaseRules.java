package io.notifyjava.testkit.contract;

import static io.notifyjava.outbox.OutboxState.ACCEPTED;
import static io.notifyjava.outbox.OutboxState.DEAD;
import static io.notifyjava.outbox.OutboxState.LEASED;
import static io.notifyjava.outbox.OutboxState.PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.outbox.OutboxClaim;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.outbox.OutboxVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The part of an {@link OutboxStoreContract} about claims, leases and verdicts. */
abstract class OutboxLeaseRules extends OutboxStoreBench {

  @Nested
  @DisplayName("A claim")
  class Claims {

    @Test
    @DisplayName("of an empty outbox gets nothing")
    void empty() {
      assertThat(claim("n1", 5, 5)).isEmpty();
    }

    @Test
    @DisplayName("gets an entry once, as it was put, on whichever node")
    void once() throws Exception {
      OutboxId id = put(draft().key("k").deadline(PAST.plusMillis(1)));

      OutboxLease lease = claim(there(), "n1", LONG, 0, 5).get(0);
      assertThat(lease.number()).isEqualTo(1);
      assertThat(lease.attempts()).isZero();
      assertThat(lease.lost()).isFalse();
      assertThat(lease.draft())
          .usingRecursiveComparison()
          .isEqualTo(new Again(id).draft().key("k").deadline(PAST.plusMillis(1)).build());
      assertThat(claim("n2", 5, 5)).isEmpty();
      assertThat(here().find(id)).map(OutboxEntry::state).contains(LEASED);
      assertThat(here().find(id)).map(OutboxEntry::node).contains("n1");
    }

    @Test
    @DisplayName("gets at most what it asked for of each lane, the urgent ones first")
    void lanes() {
      OutboxId bulk1 = put();
      OutboxId bulk2 = put();
      OutboxId urgent1 = put(draft().urgent());
      OutboxId urgent2 = put(draft().urgent());

      assertThat(ids(claim("n1", 1, 1))).containsExactly(urgent1, bulk1);
      assertThat(ids(claim("n1", 0, 0))).isEmpty();
      assertThat(ids(claim("n1", 5, 0))).containsExactly(urgent2);
      assertThat(ids(claim("n1", 0, 5))).containsExactly(bulk2);
    }

    @Test
    @DisplayName("gets no more bytes than it asked for, and says that there is more")
    void bytes() {
      OutboxId bulk1 = put(draft().payload(new byte[400]));
      OutboxId bulk2 = put(draft().payload(new byte[400]));
      OutboxId bulk3 = put(draft().payload(new byte[100]));
      OutboxId urgent = put(draft().urgent().payload(new byte[300]));

      OutboxStore.Turn first = claimBytes(5, 5, 1_099);
      assertThat(ids(first.leases())).containsExactly(urgent, bulk1);
      assertThat(first.cut()).isTrue();
      assertThat(state(bulk2)).isEqualTo(PENDING);
      assertThat(first.leases().get(1).draft().payload()).hasSize(400);

      OutboxStore.Turn second = claimBytes(5, 5, 500);
      assertThat(ids(second.leases())).containsExactly(bulk2, bulk3);
      assertThat(second.cut()).isFalse();
      assertThat(claimBytes(5, 5, 1).leases()).isEmpty();
    }

    @Test
    @DisplayName("gets an entry that is larger than it asked for alone, with all of its bytes")
    void largerThanAsked() {
      byte[] large = new byte[200_000];
      new java.util.Random(2).nextBytes(large);
      OutboxId first = put(draft().payload(large));
      OutboxId second = put(draft().payload(new byte[10]));

      OutboxStore.Turn turn = claimBytes(5, 5, 1_000);
      assertThat(ids(turn.leases())).containsExactly(first);
      assertThat(turn.leases().get(0).draft().payload()).isEqualTo(large);
      assertThat(turn.cut()).isTrue();
      assertThat(ids(claimBytes(5, 5, 1_000).leases())).containsExactly(second);
    }

    @Test
    @DisplayName("gets large and small entries in their turn, each with its own bytes")
    void largeAndSmall() {
      byte[] large = new byte[100_000];
      new java.util.Random(3).nextBytes(large);
      put(draft().payload(new byte[] {1}));
      put(draft().payload(large));
      put(draft().payload(new byte[] {3}));

      OutboxStore.Turn turn = claimBytes(0, 1_000, 200_000);
      assertThat(turn.leases())
          .extracting(lease -> lease.draft().payload())
          .containsExactly(new byte[] {1}, large, new byte[] {3});
      assertThat(turn.cut()).isFalse();
    }

    private OutboxStore.Turn claimBytes(int urgent, int bulk, long bytes) {
      return here().turn(List.of(), new OutboxClaim("n1", LONG, urgent, bulk, bytes));
    }

    @Test
    @DisplayName("gets what has been due for longest first, then what was put first")
    void sequence() {
      OutboxId third = put(draft().notBefore(PAST.plusSeconds(2)));
      OutboxId first = put(draft().notBefore(PAST));
      OutboxId second = put(draft().notBefore(PAST));

      assertThat(ids(claim("n1", 0, 2))).containsExactly(first, second);
      assertThat(ids(claim("n1", 0, 2))).containsExactly(third);
    }

    @Test
    @DisplayName("gets a scheduled entry when its time has come, and not before")
    void scheduled() throws Exception {
      OutboxId id = put(draft().notBefore(now().plus(SHORT)));

      assertThat(claim("n1", 5, 5)).isEmpty();
      assertThat(here().untilNextDue().orElseThrow()).isPositive().isLessThanOrEqualTo(SHORT);
      letPass(SHORT.multipliedBy(2));
      assertThat(here().untilNextDue()).contains(Duration.ZERO);
      assertThat(ids(claim("n1", 5, 5))).containsExactly(id);
    }

    @Test
    @DisplayName("gets what is not scheduled at once, though its node's clock is ahead")
    void clocksThatDiffer() throws Exception {
      OutboxId id = put(draft().createdAt(now().plusSeconds(3_600)));

      assertThat(ids(claim("n1", 5, 5))).containsExactly(id);
    }

    @Test
    @DisplayName("gets the entries of an order key one after the other, and holds up nobody else")
    void order() {
      OutboxId first = put(draft().order("a"));
      OutboxId second = put(draft().order("a").urgent());
      OutboxId other = put(draft().order("b"));
      OutboxId free = put();

      List<OutboxLease> leases = claim("n1", 5, 5);
      assertThat(ids(leases)).containsExactly(first, other, free);
      OutboxLease held = leases.get(0);
      say(later(held, LONG, false));
      assertThat(claim("n1", 5, 5)).isEmpty();

      here().cancel(first);
      assertThat(ids(claim("n1", 5, 5))).containsExactly(second);
    }

    @Test
    @DisplayName("may get at once what the verdicts of its own turn set free")
    void orderInOneTurn() {
      put(draft().order("a"));
      OutboxId second = put(draft().order("a"));
      OutboxLease first = claimOne("n1");

      List<OutboxVerdict> verdicts = List.of(accepted(first));
      List<OutboxLease> leases = here().turn(verdicts, new OutboxClaim("n1", LONG, 5, 5)).leases();
      assertThat(ids(leases.isEmpty() ? claim("n1", 5, 5) : leases)).containsExactly(second);
    }

    @Test
    @DisplayName("by many nodes at once hands out each entry to one of them")
    void race() throws Exception {
      int entries = 400;
      here()
          .insert(java.util.stream.Stream.generate(() -> draft().build()).limit(entries).toList());
      OutboxStore there = there();

      List<List<OutboxId>> got =
          Together.run(8, number -> drain(number % 2 == 0 ? here() : there, "n" + number));

      List<OutboxId> all = got.stream().flatMap(List::stream).toList();
      assertThat(all).hasSize(entries).doesNotHaveDuplicates();
      assertThat(here().counts().of(ACCEPTED)).isEqualTo(entries);
    }

    private List<OutboxId> drain(OutboxStore store, String node) {
      List<OutboxId> got = new ArrayList<>();
      List<OutboxVerdict> verdicts = List.of();
      OutboxClaim claim = new OutboxClaim(node, LONG, 2, 7);
      do {
        OutboxStore.Turn turn = store.turn(verdicts, claim);
        assertThat(turn.refused()).isEmpty();
        got.addAll(ids(turn.leases()));
        verdicts = turn.leases().stream().map(OutboxStoreBench::accepted).toList();
      } while (!verdicts.isEmpty() || store.counts().of(PENDING) > 0);
      return got;
    }
  }

  @Nested
  @DisplayName("A lease")
  class Leases {

    @Test
    @DisplayName(
        "that ran out is lost: who has the entry next hears of it, and the late verdict is"
            + " refused")
    void lost() throws Exception {
      put();
      OutboxLease late = claim(here(), "n1", SHORT, 0, 5).get(0);
      assertThat(claim("n2", 5, 5)).isEmpty();
      letPass(SHORT.plusMillis(500));
      assertThat(here().untilNextDue()).contains(Duration.ZERO);

      OutboxLease next = claim(there(), "n2", LONG, 0, 5).get(0);
      assertThat(next.number()).isEqualTo(2);
      assertThat(next.lost()).isTrue();
      assertThat(next.lostBy()).isEqualTo("n1");
      assertThat(next.sinceFirst()).isGreaterThanOrEqualTo(SHORT).isLessThan(LONG);
      assertThat(say(accepted(late))).isFalse();
      assertThat(state(next.id())).isEqualTo(LEASED);
      assertThat(say(accepted(next))).isTrue();
      assertThat(say(ended(late, DEAD))).isFalse();
      assertThat(state(next.id())).isEqualTo(ACCEPTED);
    }

    @Test
    @DisplayName("that ran out and that nobody took can still end with a verdict")
    void lateButAlone() throws Exception {
      put();
      OutboxLease late = claim(here(), "n1", SHORT, 0, 5).get(0);
      letPass(SHORT.plusMillis(500));

      assertThat(here().renew("n1", List.of(new OutboxStore.Hold(late.id(), late.number())), SHORT))
          .as("or be renewed")
          .isEmpty();
      letPass(SHORT.plusMillis(500));
      assertThat(say(accepted(late))).isTrue();
      assertThat(claim("n2", 5, 5)).isEmpty();
    }

    @Test
    @DisplayName("that is renewed does not run out")
    void renewed() throws Exception {
      put();
      OutboxLease lease = claim(here(), "n1", SHORT, 0, 5).get(0);
      List<OutboxStore.Hold> holds = List.of(new OutboxStore.Hold(lease.id(), lease.number()));

      assertThat(here().renew("n1", holds, LONG)).isEmpty();
      letPass(SHORT.plusMillis(500));
      assertThat(claim("n2", 5, 5)).isEmpty();
      assertThat(say(accepted(lease))).isTrue();
    }

    @Test
    @DisplayName("that another node has by now, or that ended, is not renewed")
    void notRenewed() throws Exception {
      OutboxId id = put();
      OutboxLease ended = claim("n1", 0, 5).get(0);
      say(accepted(ended));
      put();
      OutboxLease late = claim(here(), "n1", SHORT, 0, 5).get(0);
      letPass(SHORT.plusMillis(500));
      OutboxLease next = claimOne("n2");

      assertThat(
              here()
                  .renew(
                      "n1",
                      List.of(
                          new OutboxStore.Hold(id, 1),
                          new OutboxStore.Hold(late.id(), late.number()),
                          new OutboxStore.Hold(nextId(), 1)),
                      LONG))
          .hasSize(3)
          .contains(id, late.id());
      assertThat(here().renew("n1", List.of(new OutboxStore.Hold(next.id(), next.number())), LONG))
          .containsExactly(next.id());
    }

    @Test
    @DisplayName("is found by its node, which may not have heard of it")
    void held() throws Exception {
      OutboxId mine = put();
      claim("n1", 5, 5);
      OutboxId done = put();
      say(accepted(claimOne("n1")));
      put();
      claim("n2", 5, 5);

      List<OutboxLease> held = there().held("n1");
      assertThat(ids(held)).containsExactly(mine).doesNotContain(done);
      assertThat(held.get(0).number()).isEqualTo(1);
      assertThat(held.get(0).lost()).isFalse();
      assertThat(say(accepted(held.get(0)))).isTrue();
      assertThat(here().held("n1")).isEmpty();
    }
  }

  @Nested
  @DisplayName("A verdict")
  class Verdicts {

    @Test
    @DisplayName("ends the entry and says why")
    void ends() {
      put();
      put();
      List<OutboxLease> leases = claim("n1", 0, 5);
      say(accepted(leases.get(0)));
      say(ended(leases.get(1), DEAD));

      OutboxEntry first = here().find(leases.get(0).id()).orElseThrow();
      assertThat(first.state()).isEqualTo(ACCEPTED);
      assertThat(first.acceptedAs()).contains("provider-1");
      assertThat(first.code()).isNull();
      OutboxEntry second = here().find(leases.get(1).id()).orElseThrow();
      assertThat(second.state()).isEqualTo(DEAD);
      assertThat(second.code()).isEqualTo("45009");
      assertThat(second.text()).isEqualTo("said no");
      assertThat(second.attempts()).isEqualTo(1);
      assertThat(claim("n1", 5, 5)).isEmpty();
    }

    @Test
    @DisplayName("is taken once")
    void once() {
      put();
      OutboxLease lease = claimOne("n1");

      assertThat(say(accepted(lease))).isTrue();
      assertThat(say(accepted(lease))).isFalse();
    }

    @Test
    @DisplayName("about nobody is refused, and the others of its turn are taken")
    void refusesSome() {
      put();
      OutboxLease lease = claimOne("n1");
      OutboxLease nobody = new Again(nextId()).leased();

      assertThat(here().turn(List.of(accepted(nobody), accepted(lease)), null).refused())
          .isEqualTo(Set.of(nobody.id()));
      assertThat(state(lease.id())).isEqualTo(ACCEPTED);
    }

    @Test
    @DisplayName("is taken or refused by itself, though many say the same at once")
    void manyThatSayTheSame() throws Exception {
      put();
      put();
      OutboxLease late = claim(here(), "n1", SHORT, 0, 1).get(0);
      OutboxLease ended = claimOne("n1");
      say(OutboxStoreBench.later(ended, Duration.ZERO, false));
      letPass(SHORT.plusMillis(500));
      List<OutboxId> taken = ids(claim("n2", 0, 2));
      put();
      put();
      put();
      List<OutboxVerdict> verdicts = new ArrayList<>(List.of(accepted(late), accepted(ended)));
      List<OutboxLease> mine = claim("n1", 0, 3);
      mine.forEach(lease -> verdicts.add(accepted(lease)));

      assertThat(here().turn(verdicts, null).refused())
          .containsExactlyInAnyOrder(late.id(), ended.id());
      assertThat(taken).containsExactlyInAnyOrder(late.id(), ended.id());
      assertThat(taken).allSatisfy(id -> assertThat(state(id)).isEqualTo(LEASED));
      assertThat(ids(mine)).allSatisfy(id -> assertThat(state(id)).isEqualTo(ACCEPTED));
      assertThat(here().turn(verdicts, null).refused()).as("again").hasSize(5);
      assertThat(here().find(mine.get(0).id()).orElseThrow().attempts()).isEqualTo(1);
    }

    @Test
    @DisplayName("for later makes it wait, and counts the attempt")
    void later() throws Exception {
      put();
      OutboxLease first = claimOne("n1");
      say(OutboxStoreBench.later(first, SHORT, false));

      assertThat(state(first.id())).isEqualTo(PENDING);
      assertThat(here().find(first.id()).orElseThrow().code()).isEqualTo("-1");
      assertThat(claim("n1", 5, 5)).isEmpty();
      letPass(SHORT.plusMillis(500));
      OutboxLease second = claimOne("n2");
      assertThat(second.number()).isEqualTo(2);
      assertThat(second.attempts()).isEqualTo(1);
      assertThat(second.lost()).isFalse();
    }

    @Test
    @DisplayName("that hands an entry back costs no attempt and leaves no doubt")
    void handsBack() {
      put();
      say(handedBack(claimOne("n1")));

      OutboxLease second = claimOne("n2");
      assertThat(second.attempts()).isZero();
      assertThat(second.lost()).isFalse();
    }

    @Test
    @DisplayName("that hands a lost entry back leaves it lost")
    void handsLostBack() throws Exception {
      put();
      claim(here(), "n1", SHORT, 0, 5);
      letPass(SHORT.plusMillis(500));
      say(handedBack(claimOne("n2")));

      OutboxLease third = claimOne("n3");
      assertThat(third.lost()).isTrue();
      assertThat(third.lostBy()).isEqualTo("n1");
      assertThat(third.sinceFirst()).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    @DisplayName("in doubt leaves a doubt until one without")
    void doubt() {
      put();
      say(OutboxStoreBench.later(claimOne("n1"), Duration.ZERO, true));
      OutboxLease second = claimOne("n2");
      assertThat(second.lost()).isTrue();
      assertThat(second.lostBy()).isEqualTo("n1");

      say(OutboxStoreBench.later(second, Duration.ZERO, false));
      assertThat(claimOne("n3").lost()).isFalse();
    }
  }

  /** A draft, or a lease of it, with an id that is known already. */
  record Again(OutboxId id) {

    Sketch draft() {
      return new Sketch(id);
    }

    OutboxLease leased() {
      return new OutboxLease(draft().build(), 1, 0, false, null, null);
    }
  }
}
