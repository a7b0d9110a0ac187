package io.notifyjava.testkit;

import static io.notifyjava.testkit.Answers.accepted;
import static io.notifyjava.testkit.Answers.rejected;
import static io.notifyjava.testkit.Answers.rejectedForNow;
import static io.notifyjava.testkit.Answers.unknown;
import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.Notifier;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities.Support;
import io.notifyjava.spi.SendContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RecordingProviderTest {

  private static final TestMessage ANN = TestMessage.of("ann", "hi");
  private static final TestMessage BOB = TestMessage.of("bob", "ho");
  private static final SendContext CONTEXT =
      new SendContext("m-1", 1, Duration.ofSeconds(10), false);

  private final RecordingProvider<TestMessage> provider = RecordingProvider.of(TestMessage.class);

  private SendResult send(TestMessage message) {
    return provider.send(message, CONTEXT);
  }

  @Nested
  class Answering {

    @Test
    void acceptsWithIdsOfItsOwnByDefault() {
      assertThat(send(ANN)).isAccepted().hasProviderMessageId("test-1").isNotRepeated();
      assertThat(send(BOB)).isAccepted().hasProviderMessageId("test-2");
    }

    @Test
    void followsTheScriptThenAccepts() {
      provider
          .answers(rejectedForNow(FailureReason.THROTTLED), unknown(FailureReason.TIMEOUT))
          .then(accepted("vendor-7"))
          .then(message -> rejected(FailureReason.TEMPLATE, message.content()));

      assertThat(send(ANN)).isRejected().withReason(FailureReason.THROTTLED).isRetryable();
      assertThat(send(ANN)).isUnknown().withReason(FailureReason.TIMEOUT);
      assertThat(send(ANN)).isAccepted().hasProviderMessageId("vendor-7");
      assertThat(send(BOB)).isRejected().withCode("ho").isFinal();
      assertThat(send(ANN)).isAccepted().hasProviderMessageId("test-1");
    }

    @Test
    void always_answersAfterTheScript() {
      provider.answers(accepted()).always(rejected(FailureReason.QUOTA, "45009"));

      assertThat(send(ANN)).isAccepted().hasNoProviderMessageId();
      assertThat(send(ANN)).isRejected().withCode("45009");
      assertThat(send(BOB)).isRejected().withCode("45009");
    }

    @Test
    void always_canLookAtTheMessage() {
      provider.always(message -> message.equals(BOB) ? accepted("b") : accepted("a"));

      assertThat(send(BOB)).hasProviderMessageId("b");
      assertThat(send(ANN)).hasProviderMessageId("a");
    }

    @Test
    void whatAScriptThrows_leavesSendAndTheCallIsOver() {
      provider.then(
          message -> {
            throw new IllegalStateException("broken module");
          });

      assertThatThrownBy(() -> send(ANN)).hasMessage("broken module");
      assertThat(send(ANN)).isAccepted();
      assertThat(provider.highestConcurrency()).isEqualTo(1);
    }

    @Test
    void receiptsBearTheTimeOfTheGivenClock() {
      ManualClock clock = new ManualClock();
      provider.clock(clock);
      clock.advance(Duration.ofMinutes(3));

      assertThat(send(ANN).orThrow().receipt().acceptedAt())
          .isEqualTo(ManualClock.START.plusSeconds(180));
    }

    @Test
    void afterClose_everyMessageIsRejectedButRecorded() {
      provider.answers(accepted("never"));
      provider.close();
      provider.close();

      assertThat(send(ANN))
          .isRejected()
          .isFinal()
          .withCode("closed")
          .textContains("Expected an open provider, but this one was closed");
      assertThat(provider.isClosed()).isTrue();
      assertThat(provider.sent()).containsExactly(ANN);
    }
  }

  @Nested
  class Recording {

    @Test
    void keepsMessagesAndContextsInOrder() {
      SendContext again = new SendContext("m-2", 2, Duration.ofSeconds(1), true);
      send(ANN);
      provider.send(BOB, again);

      assertThat(provider.sent()).containsExactly(ANN, BOB);
      assertThat(provider.calls())
          .containsExactly(
              new RecordingProvider.Call<>(ANN, CONTEXT), new RecordingProvider.Call<>(BOB, again));
      assertThat(provider.callCount()).isEqualTo(2);
    }

    @Test
    void remembering_keepsTheLatestAndCountsAll() {
      provider.remembering(2);
      send(ANN);
      send(ANN);
      send(BOB);

      assertThat(provider.sent()).containsExactly(ANN, BOB);
      assertThat(provider.callCount()).isEqualTo(3);
      assertThat(provider.remembering(0).sent()).isEmpty();
    }

    @Test
    void remembering_lessThanNothing_isRefused() {
      assertThatThrownBy(() -> provider.remembering(-1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("latest must be 0 or more, but was -1");
    }

    @Test
    void aHundredThreadsLoseNoCallAndShareNoId() throws Exception {
      List<Future<SendResult>> results = new ArrayList<>();
      ExecutorService pool = Executors.newFixedThreadPool(16);
      for (int i = 0; i < 100; i++) {
        results.add(pool.submit(() -> send(ANN)));
      }
      pool.shutdown();

      List<String> ids = new ArrayList<>();
      for (Future<SendResult> result : results) {
        ids.add(result.get().orThrow().receipt().providerMessageId().orElseThrow());
      }
      assertThat(ids).doesNotHaveDuplicates().hasSize(100);
      assertThat(provider.callCount()).isEqualTo(100);
      assertThat(provider.sent()).hasSize(100);
    }
  }

  @Nested
  class Blocking {

    @Test
    void blocksUntilTheLatchOpensAndCountsWhoWaits() throws Exception {
      CountDownLatch latch = new CountDownLatch(1);
      provider.blocksUntil(latch).answers(accepted("first"));
      ExecutorService pool = Executors.newFixedThreadPool(3);
      List<Future<SendResult>> results = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        results.add(pool.submit(() -> send(ANN)));
      }
      pool.shutdown();

      Awaitility.await().until(() -> provider.highestConcurrency() == 3);
      assertThat(results).noneMatch(Future::isDone);
      latch.countDown();
      for (Future<SendResult> result : results) {
        assertThat(result.get(60, TimeUnit.SECONDS)).isAccepted();
      }
    }

    @Test
    void blockedPastItsTimeLimit_endsUnknown() {
      provider.blocksUntil(new CountDownLatch(1));

      SendContext hasty = new SendContext("m", 1, Duration.ofMillis(1), false);
      assertThat(provider.send(ANN, hasty)).isUnknown().withReason(FailureReason.TIMEOUT);
    }

    @Test
    void interrupted_endsUnknownAndKeepsTheFlag() {
      provider.blocksUntil(new CountDownLatch(1));

      Thread.currentThread().interrupt();
      SendResult result = send(ANN);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(result).isUnknown().withReason(FailureReason.CANCELLED);
    }
  }

  @Nested
  class Declaring {

    @Test
    void isPlainByDefault() {
      assertThat(provider.capabilities().of(ANN)).contains(Support.plain());
      assertThat(provider.problems(ANN)).isEmpty();
      assertThat(provider.settle(ANN, CONTEXT)).isEmpty();
    }

    @Test
    void declaresWindowAndLookUpInEitherOrder() {
      provider.settles(message -> Optional.of(accepted("found"))).idempotentFor(Duration.ofDays(1));

      assertThat(provider.capabilities().of(ANN))
          .contains(new Support(1, Duration.ofDays(1), true));
      assertThat(provider.settle(ANN, CONTEXT).orElseThrow()).hasProviderMessageId("found");
      assertThat(provider.settleCount()).isEqualTo(1);
      assertThat(provider.callCount()).isZero();
    }

    @Test
    void findsTheProblemsItIsToldToFind() {
      provider.objectsTo(message -> List.of(message.content() + " is too short"));

      assertThat(provider.problems(ANN)).containsExactly("hi is too short");
    }

    @Test
    void previewShowsTheContentAndMasksTheRecipient() {
      TestMessage message = TestMessage.of("ann-from-accounting", "hi");

      assertThat(provider.preview(message).body()).isEqualTo("hi");
      assertThat(provider.preview(message).target()).isEqualTo("test:test:ann***ng");
    }
  }

  @Nested
  class SharedCalls {

    private final RecordingProvider<TestMessage> provider =
        RecordingProvider.of(TestMessage.class).bulk(100, TestMessage::content);

    @Test
    void areMadeByABatchAndAnsweredMessageByMessage() {
      provider.always(
          message ->
              message.recipient().value().equals("p-7")
                  ? rejected(FailureReason.INVALID_RECIPIENT)
                  : accepted("yes"));
      try (Notifier notifier = Notifier.builder().provider("main", provider).build()) {
        BatchReport report =
            notifier
                .batch(
                    IntStream.range(0, 250)
                        .mapToObj(i -> TestMessage.of("p-" + i, i % 2 == 0 ? "even" : "odd")),
                    BatchOptions.builder().linger(Duration.ofSeconds(10)).build())
                .join();

        assertThat(report.counts().accepted()).isEqualTo(249);
        assertThat(provider.sent()).hasSize(250);
        assertThat(provider.bulkCalls().stream().mapToInt(List::size).sum()).isEqualTo(250);
        assertThat(provider.callCount()).isEqualTo(4);
        assertThat(provider.bulkCalls())
            .allSatisfy(
                call -> assertThat(call.stream().map(TestMessage::content).distinct()).hasSize(1));
      }
    }

    @Test
    void takeAnAnswerOfTheScriptForEachMessage() {
      provider.answers(accepted("first"), rejected(FailureReason.QUOTA));

      List<SendResult> results =
          provider.sendAll(List.of(ANN, TestMessage.of("bob", "hi")), CONTEXT);

      assertThat(results.get(0)).hasProviderMessageId("first");
      assertThat(results.get(1)).isRejected().withReason(FailureReason.QUOTA);
      assertThat(provider.calls())
          .extracting(RecordingProvider.Call::context)
          .containsOnly(CONTEXT);
    }

    @Test
    void areNotForAMessageWithoutAKey() {
      provider.bulk(2, message -> message.content().equals("hi") ? null : message.content());

      assertThat(provider.bulkKey(ANN)).isEmpty();
      assertThat(provider.bulkKey(TestMessage.of("bob", "ho"))).contains("ho");
    }

    @Test
    void areDeclaredBesideWindowAndLookUp() {
      provider.idempotentFor(Duration.ofHours(1)).settles(message -> Optional.empty());

      assertThat(provider.capabilities().of(ANN))
          .contains(new Support(100, Duration.ofHours(1), true));
    }

    @Test
    void ofFewerThanTwoAreRefused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> provider.bulk(1, TestMessage::content))
          .withMessage("maxBulk must be 2 or more, but was 1");
    }
  }
}
