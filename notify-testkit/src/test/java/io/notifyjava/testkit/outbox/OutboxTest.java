package io.notifyjava.testkit.outbox;

import static io.notifyjava.outbox.OutboxState.ACCEPTED;
import static io.notifyjava.outbox.OutboxState.DEAD;
import static io.notifyjava.outbox.OutboxState.PENDING;
import static io.notifyjava.outbox.OutboxState.REJECTED;
import static io.notifyjava.outbox.OutboxState.UNKNOWN;
import static io.notifyjava.testkit.outbox.OutboxBench.later;
import static io.notifyjava.testkit.outbox.OutboxBench.never;
import static io.notifyjava.testkit.outbox.OutboxBench.perhaps;
import static io.notifyjava.testkit.outbox.OutboxBench.sec;
import static io.notifyjava.testkit.outbox.OutboxBench.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.Notifier;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.testkit.TestMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way of an entry, from enqueue to its end. */
class OutboxTest {

  private final OutboxBench bench = new OutboxBench();

  @Test
  void enqueued_isSentAtOnce_asItWas_underTheIdOfItsEntry() {
    Notifier notifier = bench.open();
    bench.settle();
    TestMessage message =
        to("a")
            .content("line\nand = \\ sign")
            .correlationId("c-1")
            .tags(Map.of("kind", "x=y", "a", "b"))
            .build();

    OutboxId id = bench.put(notifier, message);

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(bench.entry(id).acceptedAs()).contains("test-1");
    assertThat(bench.entry(id).attempts()).isEqualTo(1);
    TestMessage sent = bench.provider.sent().get(0);
    assertThat(sent.content()).isEqualTo(message.content());
    assertThat(sent.options().tags()).isEqualTo(message.options().tags());
    assertThat(sent.options().correlationId()).contains("c-1");
    assertThat(sent.options().idempotencyKey())
        .hasValueSatisfying(key -> assertThat(key.value()).isEqualTo(id.value()));
    assertThat(bench.provider.calls().get(0).context().messageId()).isEqualTo(id.value());
    assertThat(bench.provider.calls().get(0).context().resend()).isFalse();
  }

  @Test
  void manyEntries_areAllSentOnce_withNoMoreLeasedThanPlaces() {
    Notifier notifier = bench.open(options -> options.inFlight(8));
    for (int i = 0; i < 100; i++) {
      notifier.outbox().enqueue(TestMessage.of("r" + i, "hello"));
    }
    bench.settle();

    assertThat(bench.recipientsSent()).hasSize(100).doesNotHaveDuplicates();
    assertThat(bench.memory.counts().of(ACCEPTED)).isEqualTo(100);
    assertThat(bench.store.mostLeased()).isLessThanOrEqualTo(8);
    assertThat(bench.store.calls("turn")).isLessThan(60);
  }

  @Test
  void refusedForGood_isRejected_andRefusedForNow_isTriedAgainLater() {
    bench.provider.answers(never(), later());
    Notifier notifier = bench.open();
    bench.settle();

    OutboxId first = bench.put(notifier, TestMessage.of("a", "hello"));
    assertThat(bench.state(first)).isEqualTo(REJECTED);
    assertThat(bench.entry(first).code()).isEqualTo("40003");
    OutboxId second = bench.put(notifier, TestMessage.of("b", "hello"));
    assertThat(bench.state(second)).isEqualTo(PENDING);
    assertThat(bench.entry(second).code()).isEqualTo("45009");
    assertThat(bench.provider.callCount()).isEqualTo(2);

    bench.pass(sec(6));
    assertThat(bench.state(second)).isEqualTo(ACCEPTED);
    assertThat(bench.entry(second).attempts()).isEqualTo(2);
  }

  @Test
  void refusedAgainAndAgain_isDead_andMayBeSentOnceMore() {
    bench.provider.answers(later(), later(), later());
    Notifier notifier = bench.open(options -> options.maxAttempts(3));
    OutboxId id = bench.put(notifier, TestMessage.of("a", "hello"));
    bench.pass(sec(60));

    assertThat(bench.state(id)).isEqualTo(DEAD);
    assertThat(bench.entry(id).attempts()).isEqualTo(3);
    assertThat(notifier.outbox().retryDead()).isEqualTo(1);
    bench.settle();
    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
  }

  @Test
  void unknown_staysUnknown_unlessTheMessageWantsRatherTwiceThanNever() {
    bench.provider.answers(perhaps(), perhaps());
    Notifier notifier = bench.open();
    OutboxId once = bench.put(notifier, TestMessage.of("a", "hello"));
    OutboxId rather = bench.put(notifier, to("b").deliveryMode(DeliveryMode.AT_LEAST_ONCE).build());

    assertThat(bench.state(once)).isEqualTo(UNKNOWN);
    assertThat(bench.state(rather)).isEqualTo(PENDING);
    bench.pass(sec(6));
    assertThat(bench.state(rather)).isEqualTo(ACCEPTED);
    assertThat(bench.recipientsSent()).containsExactly("a", "b", "b");
    assertThat(bench.provider.calls().get(2).context().resend()).isTrue();
  }

  @Test
  void scheduled_isSentAtItsTime_andNotBefore() {
    Notifier notifier = bench.open();
    OutboxId id =
        notifier
            .outbox()
            .enqueue(
                TestMessage.of("a", "hello"),
                EnqueueOptions.defaults().notBefore(bench.clock.instant().plusMillis(2_500)));

    bench.pass(sec(2));
    assertThat(bench.state(id)).isEqualTo(PENDING);
    bench.pass(java.time.Duration.ofMillis(600));
    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
  }

  @Test
  void ordered_oneWaitsForTheOneBefore_andOthersDoNot() {
    bench.provider.answers(later());
    Notifier notifier = bench.open();
    List<OutboxId> ids =
        List.of("first", "second", "third").stream()
            .map(
                text ->
                    notifier
                        .outbox()
                        .enqueue(TestMessage.of("a", text), EnqueueOptions.defaults().inOrder()))
            .toList();
    OutboxId other = notifier.outbox().enqueue(TestMessage.of("b", "other"));
    bench.settle();

    assertThat(bench.state(other)).isEqualTo(ACCEPTED);
    assertThat(bench.state(ids.get(1))).isEqualTo(PENDING);
    bench.pass(sec(6));
    assertThat(bench.provider.sent())
        .extracting(TestMessage::content)
        .containsExactly("first", "other", "first", "second", "third");
  }
}
