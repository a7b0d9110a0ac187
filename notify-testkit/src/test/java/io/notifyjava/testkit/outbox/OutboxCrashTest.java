package io.notifyjava.testkit.outbox;

import static io.notifyjava.outbox.OutboxState.ACCEPTED;
import static io.notifyjava.outbox.OutboxState.LEASED;
import static io.notifyjava.outbox.OutboxState.UNKNOWN;
import static io.notifyjava.testkit.outbox.OutboxBench.perhaps;
import static io.notifyjava.testkit.outbox.OutboxBench.sec;
import static io.notifyjava.testkit.outbox.OutboxBench.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.OutboxCounts;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.TestMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of entries whose node died, or slept. */
class OutboxCrashTest {

  private static final SendResult YES =
      SendResult.accepted(Receipt.of("settled", ManualClock.START));

  private final OutboxBench bench = new OutboxBench();
  private final OutboxBench other = bench.neighbour();

  /** Has a first node claim the message and die before anybody hears what came of it. */
  private OutboxId crashed(TestMessage message) {
    Notifier notifier = bench.open(options -> options.node("first"));
    bench.settle();
    OutboxId id = notifier.outbox().enqueue(message);
    bench.run(1);
    assertThat(bench.state(id)).isEqualTo(LEASED);
    bench.die();
    return id;
  }

  @Test
  void lostLease_ofAProviderThatCannotTell_isUnknown_andSaysWhoHadIt() {
    OutboxId id = crashed(TestMessage.of("a", "hello"));
    other.open();
    other.pass(sec(50));
    assertThat(bench.state(id)).as("before the lease runs out").isEqualTo(LEASED);
    other.pass(sec(20));

    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
    assertThat(bench.entry(id).code()).isEqualTo("lease-lost");
    assertThat(bench.entry(id).text()).startsWith("Node first-").contains("may have sent it");
    assertThat(other.provider.callCount()).isZero();
  }

  @Test
  void lostLease_withinTheWindowOfTheKey_isSentAgainWithTheSameKey() {
    bench.provider.idempotentFor(Duration.ofMinutes(10));
    other.provider.idempotentFor(Duration.ofMinutes(10));
    OutboxId id = crashed(to("a").idempotencyKey("order-1").build());
    other.open();
    other.pass(sec(70));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(other.provider.calls()).hasSize(1);
    assertThat(other.provider.calls().get(0).context().resend()).isTrue();
    assertThat(other.provider.sent().get(0).options().idempotencyKey().orElseThrow().value())
        .isEqualTo("order-1");
  }

  @Test
  void lostLease_afterTheWindowOfTheKey_isUnknown() {
    other.provider.idempotentFor(Duration.ofMinutes(10));
    OutboxId id = crashed(TestMessage.of("a", "hello"));
    bench.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
    other.open();
    other.settle();

    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
    assertThat(other.provider.callCount()).isZero();
  }

  @Test
  void lostLease_thatTheProviderSettles_isWhatItSays() {
    other.provider.settles(message -> Optional.of(YES));
    OutboxId id = crashed(TestMessage.of("a", "hello"));
    other.open();
    other.pass(sec(70));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(bench.entry(id).acceptedAs()).contains("settled");
    assertThat(other.provider.callCount()).isZero();
  }

  @Test
  void lostLease_ofWhichTheProviderSaysThatItWasNotSent_isSent() {
    other.provider.settles(message -> Optional.of(OutboxBench.never()));
    OutboxId id = crashed(TestMessage.of("a", "hello"));
    other.open();
    other.pass(sec(70));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(other.provider.callCount()).isEqualTo(1);
    assertThat(other.provider.calls().get(0).context().resend()).isFalse();
  }

  @Test
  void lostLease_ofAMessageThatRatherComesTwice_isSentAgain() {
    OutboxId id = crashed(to("a").deliveryMode(DeliveryMode.AT_LEAST_ONCE).build());
    other.open();
    other.pass(sec(70));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(other.provider.callCount()).isEqualTo(1);
  }

  @Test
  void lostLease_ofAMessageThatRatherComesTwice_isNotSentAgain_ifTheProviderHasIt() {
    other.provider.settles(message -> Optional.of(YES));
    OutboxId id = crashed(to("a").deliveryMode(DeliveryMode.AT_LEAST_ONCE).build());
    other.open();
    other.pass(sec(70));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(other.provider.callCount()).isZero();
  }

  @Test
  void lostLease_ofAMessageThatRatherComesTwice_isSentAgain_ifTheProviderCannotTell() {
    other.provider.settles(message -> Optional.empty());
    OutboxId id = crashed(to("a").deliveryMode(DeliveryMode.AT_LEAST_ONCE).build());
    other.open();
    other.pass(sec(70));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(other.provider.callCount()).isEqualTo(1);
  }

  @Test
  void lostLease_beyondItsDeadline_isNotSent_andNotCalledExpired() {
    other.provider.idempotentFor(Duration.ofMinutes(10));
    OutboxId id = crashed(to("a").deadline(ManualClock.START.plusSeconds(30)).build());
    other.open();
    other.pass(sec(70));

    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
    assertThat(other.provider.callCount()).isZero();
  }

  @Test
  void lostLease_beyondItsDeadline_isAskedAboutOnce_howeverGladlyItComesTwice() {
    AtomicInteger questions = new AtomicInteger();
    other.provider.settles(
        message -> {
          questions.incrementAndGet();
          return Optional.empty();
        });
    OutboxId id =
        crashed(
            to("a")
                .deliveryMode(DeliveryMode.AT_LEAST_ONCE)
                .deadline(ManualClock.START.plusSeconds(30))
                .build());
    other.open();
    other.pass(sec(70));

    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
    assertThat(questions).hasValue(1);
    assertThat(other.provider.callCount()).isZero();
  }

  @Test
  void lostLease_beyondItsDeadline_thatCannotBeReadHere_isNotTriedOverAndOverAtOnce() {
    Notifier notifier = bench.open(options -> options.cipher(new NoCipher()));
    bench.settle();
    OutboxId id =
        notifier.outbox().enqueue(to("a").deadline(ManualClock.START.plusSeconds(30)).build());
    bench.run(1);
    bench.die();
    other.open();
    other.pass(sec(66));

    assertThat(bench.entry(id).text()).contains("no cipher");
    assertThat(bench.entry(id).attempts()).isBetween(1, 2);
  }

  @Test
  void lostLease_whoseRepetitionIsRefused_isUnknown_forThatSaysNothingOfTheFirst() {
    other.provider.idempotentFor(Duration.ofMinutes(10)).answers(OutboxBench.never());
    OutboxId id = crashed(TestMessage.of("a", "hello"));
    other.open();
    other.pass(sec(70));

    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
  }

  @Test
  void lostLease_thatTheNextNodeRefusesToSend_isUnknown_andNotCalledRejected() {
    other.provider.objectsTo(message -> List.of("the rules have changed meanwhile"));
    OutboxId id = crashed(to("a").deliveryMode(DeliveryMode.AT_LEAST_ONCE).build());
    other.open(options -> options.maxAttempts(1));
    other.pass(sec(70));

    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
    assertThat(other.provider.callCount()).isZero();
  }

  @Test
  void lostLease_withSeveralAccounts_isUnknown_forNobodyKnowsWhichWasTried() {
    other.provider.idempotentFor(Duration.ofMinutes(10));
    OutboxId id = crashed(TestMessage.of("a", "hello"));
    other.open(
        options -> options,
        builder ->
            builder
                .provider("one", other.provider)
                .provider("two", bench.provider)
                .router(io.notifyjava.route.Routers.ordered("one", "two")));
    other.pass(sec(70));

    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
    assertThat(other.provider.callCount()).isZero();
  }

  @Test
  void ordered_theNextOneWaitsUntilItIsKnownWhatCameOfTheLostOne() {
    Notifier notifier = bench.open();
    bench.settle();
    EnqueueOptions inOrder = EnqueueOptions.defaults().inOrder();
    OutboxId lost = notifier.outbox().enqueue(TestMessage.of("a", "first"), inOrder);
    OutboxId next = notifier.outbox().enqueue(TestMessage.of("a", "second"), inOrder);
    bench.run(1);
    bench.die();
    other.open();
    other.pass(sec(50));
    assertThat(bench.state(lost)).isEqualTo(LEASED);
    assertThat(other.provider.callCount()).isZero();
    other.pass(sec(20));

    assertThat(bench.state(lost)).isEqualTo(UNKNOWN);
    assertThat(bench.state(next)).isEqualTo(ACCEPTED);
  }

  @Test
  void slowSend_keepsItsLease_becauseItsNodeRenewsIt() {
    bench.provider.always(
        message -> {
          bench.pass(Duration.ofMinutes(5));
          other.pass(Duration.ZERO);
          return YES;
        });
    Notifier notifier = bench.open();
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    other.open();
    bench.settle();
    other.settle();

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(other.provider.callCount()).isZero();
    assertThat(bench.store.calls("renew")).isBetween(14L, 17L);
  }

  @Test
  void nodeThatSleptThroughItsLease_changesNothingWhenItWakes() {
    other.open();
    bench.provider.always(
        message -> {
          // The whole process stands still, its timers too.
          bench.clock.advance(Duration.ofMinutes(2));
          other.settle();
          other.pass(sec(6));
          return YES;
        });
    Notifier notifier = bench.open();
    other.settle();
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    bench.settle();

    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
    assertThat(bench.entry(id).code()).isEqualTo("lease-lost");
    assertThat(bench.provider.callCount()).isEqualTo(1);
    // It goes on as if nothing had been.
    bench.provider.always(YES);
    assertThat(bench.state(bench.put(notifier, TestMessage.of("b", "hello")))).isEqualTo(ACCEPTED);
  }

  @Test
  void nodeThatSleptBeforeItBegan_sendsOnlyWhatIsStillItsOwn() {
    Notifier notifier = bench.open();
    bench.settle();
    other.open();
    other.settle();
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "hello"));
    bench.run(1);
    bench.clock.advance(Duration.ofMinutes(2));
    other.pass(sec(6));
    bench.settle();

    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
    assertThat(bench.provider.callCount()).isZero();
  }

  @Test
  void unknownOfOneNode_isToldToTheNext_evenIfTheOneBetweenHandedItBack() {
    OutboxId id = crashed(to("a").deliveryMode(DeliveryMode.AT_LEAST_ONCE).build());
    OutboxBench second = bench.neighbour();
    second.clock.advance(sec(61));
    Notifier stops = second.open();
    second.run(1);
    assertThat(bench.state(id)).isEqualTo(LEASED);
    assertThat(stops.close(sec(1)).leased()).isZero();
    other.provider.answers(OutboxBench.never());
    other.open(options -> options.maxAttempts(1));
    other.settle();

    assertThat(bench.state(id)).as("the refusal says nothing of the first").isEqualTo(UNKNOWN);
    assertThat(other.provider.callCount()).isEqualTo(1);
    assertThat(second.provider.callCount()).isZero();
  }

  /** Kills a node after so many tasks; a second one does the rest. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144})
  void killedAtAnyMoment_losesNothing_sendsNothingTwice_andLeavesFewUnknown(int tasks) {
    Notifier notifier = bench.open(options -> options.inFlight(8));
    for (int i = 0; i < 100; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "hello"));
    }
    bench.run(tasks);
    bench.die();
    other.open(options -> options.inFlight(8));
    other.pass(sec(90));

    OutboxCounts counts = bench.memory.counts();
    assertThat(counts.open()).isZero();
    assertThat(counts.of(ACCEPTED) + counts.of(UNKNOWN)).isEqualTo(100);
    assertThat(counts.of(UNKNOWN)).isLessThanOrEqualTo(8);
    List<String> sent = new ArrayList<>(bench.recipientsSent());
    sent.addAll(other.recipientsSent());
    assertThat(sent).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 9, 16, 25, 36, 49, 64, 81, 100})
  void killedAtAnyMoment_withAProviderThatKnowsKeys_leavesNothingUnknown(int tasks) {
    bench.provider.idempotentFor(Duration.ofMinutes(10));
    other.provider.idempotentFor(Duration.ofMinutes(10));
    Notifier notifier = bench.open(options -> options.inFlight(8));
    for (int i = 0; i < 50; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "hello"));
    }
    bench.run(tasks);
    bench.die();
    other.open(options -> options.inFlight(8));
    other.pass(sec(90));

    assertThat(bench.memory.counts().of(ACCEPTED)).isEqualTo(50);
    assertThat(bench.provider.callCount() + other.provider.callCount()).isLessThanOrEqualTo(58);
  }

  @Test
  void unknownAnswerOfTheProvider_isNotRepeatedByTheNextNode() {
    bench.provider.answers(perhaps());
    OutboxId id = bench.put(bench.open(), TestMessage.of("a", "hello"));
    bench.die();
    other.open();
    other.pass(Duration.ofMinutes(5));

    assertThat(bench.state(id)).isEqualTo(UNKNOWN);
    assertThat(other.provider.callCount()).isZero();
  }
}
