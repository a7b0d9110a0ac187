package io.notifyjava.testkit.outbox;

import static io.notifyjava.outbox.OutboxState.ACCEPTED;
import static io.notifyjava.outbox.OutboxState.CANCELLED;
import static io.notifyjava.outbox.OutboxState.EXPIRED;
import static io.notifyjava.outbox.OutboxState.PENDING;
import static io.notifyjava.testkit.outbox.OutboxBench.sec;
import static io.notifyjava.testkit.outbox.OutboxBench.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.Notifier;
import io.notifyjava.message.Channel;
import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.outbox.EnqueueOptions;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.PayloadCipher;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendFailedException;
import io.notifyjava.testkit.RecordingProvider;
import io.notifyjava.testkit.TestMessage;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What enqueueing takes, what it refuses, and what a person can do with an entry. */
class OutboxEnqueueTest {

  private final OutboxBench bench = new OutboxBench();

  @Test
  void messageThatCouldNeverBeSent_isRefusedAtOnce_andNotPut() {
    bench.provider.objectsTo(message -> List.of("content is too long for this vendor"));
    Notifier notifier = bench.open();

    assertThatExceptionOfType(SendFailedException.class)
        .isThrownBy(() -> notifier.outbox().enqueue(TestMessage.of("a", "hello")))
        .withMessageContaining("content is too long")
        .satisfies(
            e ->
                assertThat(e.result().failure().orElseThrow().reason())
                    .isEqualTo(FailureReason.INVALID_MESSAGE));
    assertThat(bench.memory.counts().open()).isZero();
  }

  @Test
  void messageBeyondItsDeadline_orScheduledBeyondIt_isRefused() {
    Notifier notifier = bench.open();

    assertThatExceptionOfType(SendFailedException.class)
        .isThrownBy(
            () ->
                notifier
                    .outbox()
                    .enqueue(
                        to("a").deadline(bench.clock.instant()).build(),
                        EnqueueOptions.defaults()
                            .notBefore(bench.clock.instant().minusSeconds(1))));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                notifier
                    .outbox()
                    .enqueue(
                        to("a").deadline(bench.clock.instant().plusSeconds(5)).build(),
                        EnqueueOptions.defaults().notBefore(bench.clock.instant().plusSeconds(5))))
        .withMessageContaining("notBefore must be before the message's deadline");
  }

  @Test
  void deadlineThatPassesInTheOutbox_expiresTheEntryUnsent_andInTime() {
    bench.provider.answers(OutboxBench.later());
    Notifier notifier = bench.open();
    OutboxId id =
        bench.put(notifier, to("a").deadline(bench.clock.instant().plusSeconds(2)).build());
    assertThat(bench.state(id)).isEqualTo(PENDING);
    bench.pass(Duration.ofMillis(2_100));

    assertThat(bench.state(id)).isEqualTo(EXPIRED);
    assertThat(bench.entry(id).text()).contains("had passed");
    assertThat(bench.provider.callCount()).isEqualTo(1);
  }

  @Test
  void typeWithoutCodec_isRefused_andTheErrorSaysWhatIsMissing() {
    RecordingProvider<Pigeon> pigeons = RecordingProvider.of(Pigeon.class);
    Notifier notifier = bench.open(options -> options, builder -> builder.provider("p", pigeons));

    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(() -> notifier.outbox().enqueue(new Pigeon()))
        .withMessageContaining("No codec writes messages of type pigeon")
        .withMessageContaining("Register a MessageCodec")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.UNSTORABLE));
  }

  @Test
  void sameKeyAgain_findsTheFirst_evenAfterItWasSent() {
    Notifier notifier = bench.open();
    TestMessage message = to("a").idempotencyKey("order-1").build();
    OutboxId first = bench.put(notifier, message);

    assertThat(bench.put(notifier, message)).isEqualTo(first);
    assertThat(bench.provider.callCount()).isEqualTo(1);
    assertThat(notifier.outbox().find(IdempotencyKey.of("order-1"), message.recipient()))
        .map(OutboxEntry::id)
        .contains(first);
    assertThat(bench.put(notifier, to("b").idempotencyKey("order-1").build()))
        .as("another recipient")
        .isNotEqualTo(first);
  }

  @Test
  void sameKeyForAnotherMessage_isAConflict_andOfSeveralNoneIsPut() {
    Notifier notifier = bench.open();
    bench.put(notifier, to("a").idempotencyKey("order-1").build());
    TestMessage other = to("a").content("another").idempotencyKey("order-1").build();

    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(
            () ->
                notifier
                    .outbox()
                    .enqueueAll(
                        List.of(TestMessage.of("b", "hello"), other), EnqueueOptions.defaults()))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(OutboxException.Kind.KEY_CONFLICT))
        .withMessageContaining("use one key for one message");
    bench.settle();
    assertThat(bench.recipientsSent()).containsExactly("a");
  }

  @Test
  void several_arePutInOneCommit_inTheirOrder() {
    Notifier notifier = bench.open();
    bench.settle();
    List<TestMessage> messages =
        List.of(TestMessage.of("a", "1"), TestMessage.of("b", "2"), TestMessage.of("c", "3"));
    List<OutboxId> ids = notifier.outbox().enqueueAll(messages, EnqueueOptions.defaults());
    bench.settle();

    assertThat(bench.store.calls("insert")).isEqualTo(1);
    assertThat(ids).hasSize(3).isSorted();
    assertThat(bench.recipientsSent()).containsExactly("a", "b", "c");
    assertThat(notifier.outbox().enqueueAll(List.of(), EnqueueOptions.defaults())).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                notifier
                    .outbox()
                    .enqueueAll(
                        Collections.nCopies(1_001, messages.get(0)), EnqueueOptions.defaults()))
        .withMessageContaining("1 to 1000 messages, but was given 1001");
  }

  @Test
  void storeThatFails_makesEnqueueFail_andSaysWhetherItMayHaveHappened() {
    Notifier notifier = bench.open();
    bench.settle();
    TestMessage message = to("a").idempotencyKey("order-1").build();
    bench.store.fails(FaultyOutboxStore.Fault.BEFORE);
    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(() -> notifier.outbox().enqueue(message))
        .satisfies(e -> assertThat(e.mayHaveHappened()).isFalse());
    assertThat(bench.memory.counts().open()).isZero();

    bench.store.fails(FaultyOutboxStore.Fault.AFTER);
    assertThatExceptionOfType(OutboxException.class)
        .isThrownBy(() -> notifier.outbox().enqueue(message))
        .satisfies(e -> assertThat(e.mayHaveHappened()).isTrue());
    OutboxId id = bench.put(notifier, message);
    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(bench.provider.callCount()).isEqualTo(1);
  }

  @Test
  void connectionInAutoCommit_isRefused_andOneInATransactionIsUsed() {
    Notifier notifier = bench.open();
    bench.settle();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> notifier.outbox().enqueue(connection(true), TestMessage.of("a", "hello")))
        .withMessageContaining("auto-commit")
        .withMessageContaining("setAutoCommit(false)");
    OutboxId id = notifier.outbox().enqueue(connection(false), TestMessage.of("a", "hello"));
    bench.settle();
    assertThat(bench.state(id)).as("its commit cannot be seen").isEqualTo(PENDING);
    notifier.outbox().wake();
    bench.settle();
    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
  }

  @Test
  void cipher_keepsContentsFromTheStore_andNobodyWithoutItReadsThem() {
    Notifier notifier = bench.open(options -> options.cipher(new Rot()).backoff(sec(5), sec(5)));
    bench.settle();
    bench.run(3);
    OutboxId id = notifier.outbox().enqueue(TestMessage.of("a", "secret text"));
    bench.run(1);
    assertThat(bench.memory.held(bench.entry(id).node()).get(0).draft().payload())
        .asString()
        .doesNotContain("secret", "content");
    bench.settle();

    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(bench.provider.sent().get(0).content()).isEqualTo("secret text");
  }

  @Test
  void cipherThatIsMissing_leavesTheEntryForAnotherNode() {
    OutboxBench enqueues = bench.neighbour();
    Notifier first = enqueues.open(options -> options.cipher(new Rot()).sending(false));
    OutboxId id = enqueues.put(first, TestMessage.of("a", "secret text"));
    bench.open();
    bench.settle();

    assertThat(bench.state(id)).isEqualTo(PENDING);
    assertThat(bench.entry(id).text()).contains("encrypted by 'rot-1'", "OutboxOptions.cipher");
  }

  @Test
  void nodeThatOnlyEnqueues_sendsNothing() {
    Notifier notifier = bench.open(options -> options.sending(false));
    OutboxId id = bench.put(notifier, TestMessage.of("a", "hello"));
    bench.pass(Duration.ofMinutes(2));

    assertThat(bench.state(id)).isEqualTo(PENDING);
    assertThat(bench.provider.callCount()).isZero();
  }

  @Test
  void person_cancelsFindsAndCounts() {
    Notifier notifier = bench.open();
    OutboxId id =
        notifier
            .outbox()
            .enqueue(
                TestMessage.of("a", "hello"),
                EnqueueOptions.defaults().notBefore(bench.clock.instant().plusSeconds(60)));

    assertThat(notifier.outbox().cancel(id)).isTrue();
    assertThat(notifier.outbox().cancel(id)).isFalse();
    assertThat(notifier.outbox().find(id).orElseThrow().state()).isEqualTo(CANCELLED);
    assertThat(notifier.outbox().counts().of(CANCELLED)).isEqualTo(1);
    assertThat(notifier.outbox().retry(id)).isFalse();
    bench.pass(sec(70));
    assertThat(bench.provider.callCount()).isZero();
  }

  @Test
  void unknown_isSentAgainWhenAPersonSaysSo() {
    bench.provider.answers(OutboxBench.perhaps());
    Notifier notifier = bench.open();
    OutboxId id = bench.put(notifier, to("a").idempotencyKey("k").build());

    assertThat(notifier.outbox().retry(id)).isTrue();
    bench.settle();
    assertThat(bench.state(id)).isEqualTo(ACCEPTED);
    assertThat(bench.provider.callCount()).isEqualTo(2);
  }

  @Test
  void endedEntries_areForgottenByThemselves_inTheirTime_andByAPerson() {
    Notifier notifier =
        bench.open(
            options -> options.keyWindow(Duration.ofHours(1)).keep(ACCEPTED, Duration.ofHours(2)));
    OutboxId id = bench.put(notifier, TestMessage.of("a", "hello"));
    bench.pass(Duration.ofMinutes(100));
    assertThat(bench.memory.find(id)).isPresent();
    bench.pass(Duration.ofMinutes(45));
    assertThat(bench.memory.find(id)).isEmpty();

    bench.put(notifier, TestMessage.of("b", "hello"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> notifier.outbox().purge(Duration.ofMinutes(59), Set.of(ACCEPTED)))
        .withMessageContaining("keyWindow (PT1H)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> notifier.outbox().purge(Duration.ofHours(1), Set.of(PENDING)));
    bench.clock.advance(Duration.ofMinutes(61));
    assertThat(notifier.outbox().purge(Duration.ofHours(1), Set.of(OutboxState.values()[2])))
        .isEqualTo(1);
  }

  private static Connection connection(boolean autoCommit) {
    return (Connection)
        Proxy.newProxyInstance(
            OutboxEnqueueTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("getAutoCommit");
              return autoCommit;
            });
  }

  /** A type for which there is no codec. */
  private record Pigeon() implements Message {

    @Override
    public Channel channel() {
      return TestMessage.CHANNEL;
    }

    @Override
    public Recipient recipient() {
      return new Recipient("test", "a");
    }

    @Override
    public MessageOptions options() {
      return MessageOptions.defaults();
    }

    @Override
    public String typeName() {
      return "pigeon";
    }
  }

  /** As weak as can be, but nobody sees the text. */
  private static final class Rot implements PayloadCipher {

    @Override
    public String id() {
      return "rot-1";
    }

    @Override
    public byte[] encrypt(byte[] payload, OutboxId entry) {
      byte[] turned = payload.clone();
      for (int i = 0; i < turned.length; i++) {
        turned[i] += 13;
      }
      return turned;
    }

    @Override
    public byte[] decrypt(byte[] payload, OutboxId entry, String id) {
      byte[] turned = payload.clone();
      for (int i = 0; i < turned.length; i++) {
        turned[i] -= 13;
      }
      return turned;
    }
  }
}
