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
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.testkit.ManualClock;
import io.notifyjava.testkit.TestMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
  void waitsBetweenAttempts_doubleUpToTheLongest_eachALittleShortened() {
    bench.provider.always(later());
    Notifier notifier = bench.open(options -> options.backoff(sec(5), sec(60)));
    OutboxId id = bench.put(notifier, TestMessage.of("a", "hello"));
    List<Integer> longest = List.of(5, 10, 20, 40, 60, 60, 60);
    boolean anyShortened = false;
    for (int i = 0; i < longest.size(); i++) {
      assertThat(bench.entry(id).attempts()).isEqualTo(i + 1);
      Duration wait = Duration.between(bench.clock.instant(), bench.entry(id).dueAt());
      long most = longest.get(i) * 1_000L;
      assertThat(wait.toMillis()).isBetween(most * 8 / 10 - 60, most);
      anyShortened |= wait.toMillis() < most - 100;
      bench.pass(wait.plusMillis(50));
    }
    assertThat(anyShortened).isTrue();
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
    bench.pass(Duration.ofMillis(600));
    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = OutboxState.class,
      names = {"REJECTED", "UNKNOWN", "DEAD", "EXPIRED", "CANCELLED"})
  void ordered_oneThatEndsWithoutBeingSent_holdsUpNobody_andIsNotOvertaken(OutboxState end) {
    Map<OutboxState, SendResult> answers =
        Map.of(OutboxState.REJECTED, never(), OutboxState.UNKNOWN, perhaps());
    bench.provider.always(
        message ->
            message.content().equals("first")
                ? answers.getOrDefault(end, later())
                : SendResult.accepted(Receipt.of("id", ManualClock.START)));
    Notifier notifier = bench.open(options -> options.maxAttempts(end == DEAD ? 2 : 100));
    TestMessage.Builder first = to("a").content("first");
    if (end == OutboxState.EXPIRED) {
      first.deadline(bench.clock.instant().plus(sec(3)));
    }
    EnqueueOptions inOrder = EnqueueOptions.defaults().inOrder();
    OutboxId before = notifier.outbox().enqueue(first.build(), inOrder);
    OutboxId after = notifier.outbox().enqueue(to("a").content("second").build(), inOrder);
    bench.settle();
    if (end == OutboxState.CANCELLED) {
      assertThat(notifier.outbox().cancel(before)).isTrue();
    }
    assertThat(bench.state(after)).isEqualTo(answers.containsKey(end) ? ACCEPTED : PENDING);
    bench.pass(sec(20));

    assertThat(bench.state(before)).isEqualTo(end);
    assertThat(bench.state(after)).isEqualTo(ACCEPTED);
    assertThat(bench.provider.sent().get(bench.provider.callCount() - 1).content())
        .isEqualTo("second");
  }

  @Test
  void entryThatIsBeingSent_cannotBeCancelled() {
    Notifier notifier = bench.open();
    boolean[] cancelled = new boolean[1];
    bench.provider.always(
        message -> {
          cancelled[0] =
              notifier
                  .outbox()
                  .cancel(new OutboxId(message.options().idempotencyKey().orElseThrow().value()));
          return SendResult.accepted(Receipt.of("id", ManualClock.START));
        });
    OutboxId id = bench.put(notifier, TestMessage.of("a", "hello"));

    assertThat(cancelled[0]).isFalse();
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

  @Test
  void entryWithoutADeadline_neverExpires_howeverLateItsNodeIs() {
    bench.provider.answers(later());
    Notifier notifier =
        bench.open(
            options -> options,
            builder -> builder.provider("main", bench.provider).retry(RetryPolicy.defaults()));
    OutboxId id = bench.put(notifier, TestMessage.of("a", "hello"));
    assertThat(bench.provider.callCount()).isEqualTo(1);
    // Longer than one way through the corridor may take.
    bench.clock.advance(sec(40));
    bench.pass(Duration.ZERO);
    assertThat(bench.state(id)).isEqualTo(PENDING);
    bench.pass(sec(60));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
  }

  @Test
  void waitThatTheProviderAsksFor_isKept_beItHoursOrWithoutAnySense() {
    SendResult hours =
        SendResult.rejected(
            Failure.transientFailure(FailureReason.QUOTA, "45009", "come back later")
                .retryAfter(Duration.ofHours(7)));
    SendResult ages =
        SendResult.rejected(
            Failure.transientFailure(FailureReason.QUOTA, "45009", "come back later")
                .retryAfter(Duration.ofSeconds(Long.MAX_VALUE)));
    bench.provider.answers(hours, ages);
    Notifier notifier =
        bench.open(
            options -> options,
            builder -> builder.provider("main", bench.provider).retry(RetryPolicy.defaults()));
    OutboxId id = bench.put(notifier, TestMessage.of("a", "hello"));
    OutboxId other = bench.put(notifier, TestMessage.of("b", "hello"));
    bench.pass(Duration.ofHours(6));
    assertThat(bench.provider.callCount()).isEqualTo(2);
    bench.pass(Duration.ofHours(2));

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(bench.state(other)).isEqualTo(PENDING);
    assertThat(bench.entry(other).dueAt()).isAfter(bench.clock.instant().plus(sec(86_400 * 20)));
  }

  @Test
  void whatAProviderSays_isKeptInAFormThatEveryStoreTakes() {
    bench.provider.answers(
        SendResult.accepted(Receipt.of("id\u0000" + "x".repeat(1_000), ManualClock.START)),
        SendResult.rejected(
            Failure.permanent(
                FailureReason.INVALID_RECIPIENT, "4\u00000", "no\u0000 \ud800 such\nuser")));
    Notifier notifier = bench.open();
    OutboxId accepted = bench.put(notifier, TestMessage.of("a", "hello"));
    OutboxId rejected = bench.put(notifier, TestMessage.of("b", "hello"));

    assertThat(bench.entry(accepted).acceptedAs().orElseThrow()).startsWith("id?xxx").hasSize(512);
    assertThat(bench.entry(rejected).code()).isEqualTo("4?0");
    assertThat(bench.entry(rejected).text()).isEqualTo("no? ? such\nuser");
  }
}
