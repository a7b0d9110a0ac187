package io.notifyjava;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.event.AttemptEvent;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.event.ResultEvent;
import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.fixture.Tasks;
import io.notifyjava.message.Message;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What becomes of messages that wait for a shared call, or are in one, when something ends it. */
class SharedCallsFaultsTest {

  private static final Duration LONG = Duration.ofMinutes(3);

  private final ManualTime time = new ManualTime();
  private final Tasks tasks = new Tasks();
  private final List<BatchItem> seen = Collections.synchronizedList(new ArrayList<>());
  private final ScriptedProvider provider = ScriptedProvider.sharing(100);
  private final NotifierBuilder builder =
      Notifier.builder()
          .provider("main", provider)
          .executor(tasks)
          .clock(time)
          .ticker(time::nanos)
          .timer(time)
          .retry(RetryPolicy.defaults().withJitter(0));

  private BatchOptions.Builder options() {
    return BatchOptions.builder().onResult(seen::add);
  }

  private static List<Note> notes(int count) {
    return IntStream.range(0, count).mapToObj(i -> Note.to("open-id-" + i)).toList();
  }

  /** So many notes; something happens before the given one is taken. */
  private static Iterator<Note> notes(int count, int before, Runnable happens) {
    return Stream.iterate(0, i -> i < count, i -> i + 1)
        .map(
            i -> {
              if (i == before) {
                happens.run();
              }
              return Note.to("open-id-" + i);
            })
        .iterator();
  }

  private void assertAll(FailureReason reason, Outcome outcome, int count) {
    assertAll(seen, reason, outcome, count);
  }

  private static void assertAll(
      List<BatchItem> items, FailureReason reason, Outcome outcome, int count) {
    assertThat(items).hasSize(count);
    assertThat(items)
        .allSatisfy(
            item -> {
              assertThat(item.result().outcome()).isEqualTo(outcome);
              assertThat(item.result().failure().orElseThrow().reason()).isEqualTo(reason);
            });
  }

  private static BatchReport await(Batch batch) throws InterruptedException {
    return batch
        .await(LONG)
        .orElseThrow(() -> new AssertionError("Not done in time: " + batch.progress()));
  }

  @Nested
  class ACancel {

    @Test
    void ends_what_waits_for_company_as_not_sent() {
      Batch[] batch = new Batch[1];
      List<ResultEvent> told = Collections.synchronizedList(new ArrayList<>());
      CountDownLatch all = new CountDownLatch(6);
      builder.listener(
          new NotifierListener() {
            @Override
            public void onResult(ResultEvent event) {
              told.add(event);
              all.countDown();
            }
          });
      Notifier notifier = builder.build();
      batch[0] =
          notifier.batch(
              notes(
                  20,
                  5,
                  () -> {
                    tasks.runAll();
                    batch[0].cancel();
                  }),
              options().build());
      tasks.runAll();
      BatchReport report = batch[0].join();

      assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
      assertAll(FailureReason.CANCELLED, Outcome.REJECTED, 6);
      assertThat(seen.get(0).result().failure().orElseThrow().text())
          .isEqualTo(
              "The batch was cancelled while this message waited for others to share a call with");
      assertThat(provider.shared()).isEmpty();
      assertThat(provider.sent()).isEmpty();
      notifier.close(Duration.ofSeconds(5));
      assertThat(told).as("each way was walked to its end").hasSize(5);
    }

    @Test
    void leaves_a_call_under_way_alone() {
      Batch[] batch = new Batch[1];
      provider.answeringAll(
          (messages, context) -> {
            batch[0].cancel();
            return Collections.nCopies(messages.size(), yes());
          });
      batch[0] = builder.build().batch(notes(250), options().build());
      tasks.runAll();
      BatchReport report = batch[0].join();

      assertThat(report.counts().accepted()).isEqualTo(100);
      assertThat(provider.sharedSizes()).containsExactly(100);
      assertThat(report.counts().taken()).isEqualTo(seen.size());
    }

    @Test
    void of_a_call_that_waits_for_its_turn_makes_no_call() {
      builder.rateLimit("main", RateLimit.of(1, Duration.ofSeconds(5)));
      Batch batch = builder.build().batch(notes(200), options().build());
      tasks.runAll();
      batch.cancel();
      time.advance(Duration.ofSeconds(5));
      tasks.runAll();

      assertThat(batch.join().counts().accepted()).isEqualTo(100);
      assertThat(batch.join().counts().rejectedByReason())
          .containsOnlyKeys(FailureReason.CANCELLED);
      assertThat(provider.sharedSizes()).containsExactly(100);
    }

    @Test
    void comes_with_the_close_of_the_notifier() {
      Notifier notifier = builder.build();
      AtomicBoolean clean = new AtomicBoolean();
      Batch batch =
          notifier.batch(
              notes(
                  20,
                  5,
                  () -> {
                    tasks.runAll();
                    clean.set(notifier.close(Duration.ofSeconds(5)).isClean());
                  }),
              options().build());
      tasks.runAll();

      assertThat(batch.join().end()).isEqualTo(BatchEnd.CANCELLED);
      assertThat(clean).as("nothing was left waiting").isTrue();
      assertAll(FailureReason.CANCELLED, Outcome.REJECTED, 6);
      assertThat(provider.shared()).isEmpty();
    }
  }

  @Nested
  class TheExecutor {

    @Test
    void that_refuses_while_nothing_else_runs_rejects_each_as_not_sent() {
      Batch batch = withSecondCallWaiting(options());
      tasks.taking(0);
      time.advance(Duration.ofSeconds(7));
      // The batch's own work was refused a thread too, and is done in one made for it.
      assertThat(batch.completion()).succeedsWithin(LONG);

      assertThat(batch.join().counts().accepted()).isEqualTo(100);
      assertAll(seen.subList(100, 200), FailureReason.OVERLOADED, Outcome.REJECTED, 100);
      assertThat(provider.sharedSizes()).containsExactly(100);
    }

    @Test
    void that_refuses_while_the_batch_is_at_work_is_met_with_patience() {
      Batch batch =
          builder
              .build()
              .batch(
                  notes(
                      20,
                      10,
                      () -> {
                        tasks.runAll();
                        tasks.taking(0);
                        time.advance(Duration.ofMillis(5));
                        tasks.taking(Integer.MAX_VALUE);
                      }),
                  options().build());
      tasks.runAll();

      assertThat(batch.join().counts().accepted()).isEqualTo(20);
      assertThat(provider.sharedSizes()).containsExactly(10, 10);
    }

    @Test
    void that_has_less_room_than_the_concurrency_costs_no_message() throws InterruptedException {
      ThreadPoolExecutor two =
          new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(2));
      try (Notifier notifier =
          Notifier.builder().provider("main", provider).executor(two).build()) {
        BatchReport report = await(notifier.batch(notes(5_000), options().concurrency(16).build()));

        assertThat(report.counts().accepted()).isEqualTo(5_000);
        assertThat(provider.sharedSizes()).hasSizeGreaterThanOrEqualTo(50);
      } finally {
        two.shutdownNow();
      }
    }

    @Test
    void that_drops_a_call_silently_leaves_its_messages_unknown_in_the_end() {
      Batch batch =
          withSecondCallWaiting(
              options().startTimeout(Duration.ofMinutes(1)).finishTimeout(Duration.ofMinutes(1)));
      tasks.dropping();
      time.advance(Duration.ofSeconds(5));
      assertThat(batch.completion()).isNotDone();
      time.advance(Duration.ofMinutes(3));

      assertThat(batch.completion()).succeedsWithin(LONG);
      assertAll(seen.subList(100, 200), FailureReason.CANCELLED, Outcome.UNKNOWN, 100);
      assertThat(provider.sharedSizes()).containsExactly(100);
    }

    /** A batch of 200 whose first hundred are sent; the others wait 5 s for a turn. */
    private Batch withSecondCallWaiting(BatchOptions.Builder options) {
      builder.rateLimit("main", RateLimit.of(1, Duration.ofSeconds(5)));
      Batch batch = builder.build().batch(notes(200), options.build());
      tasks.runAll();
      assertThat(seen).hasSize(100);
      return batch;
    }

    @Test
    void that_is_shut_down_in_the_middle_loses_no_result() throws InterruptedException {
      CountDownLatch called = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      provider.answeringAll(
          (messages, context) -> {
            called.countDown();
            awaitQuietly(go);
            return Collections.nCopies(messages.size(), yes());
          });
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              4, 4, 1, TimeUnit.SECONDS, new java.util.concurrent.LinkedBlockingQueue<>());
      try (Notifier notifier =
          Notifier.builder().provider("main", provider).executor(pool).build()) {
        Batch batch =
            notifier.batch(
                notes(100_000),
                options()
                    .startTimeout(Duration.ofSeconds(1))
                    .finishTimeout(Duration.ofSeconds(60))
                    .build());
        assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
        pool.shutdown();
        go.countDown();
        BatchReport report = await(batch);

        assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
        assertThat(seen).hasSize((int) report.counts().taken());
        assertThat(report.counts().accepted()).isPositive();
        assertThat(report.counts().unknown()).isZero();
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void whose_thread_is_interrupted_before_the_call_makes_none() {
      Batch batch = builder.build().batch(notes(5), options().build());
      while (tasks.waiting() > 1 || provider.contexts().isEmpty() && seen.isEmpty()) {
        // The last task is the call; its thread is interrupted before it.
        if (batch.progress().taken() == 5 && tasks.waiting() == 1) {
          Thread.currentThread().interrupt();
        }
        tasks.runNext();
      }
      assertThat(Thread.interrupted()).isTrue();
      tasks.runAll();

      assertThat(batch.join().counts().rejectedByReason())
          .containsOnlyKeys(FailureReason.CANCELLED);
      assertThat(provider.contexts()).isEmpty();
    }

    @Test
    void whose_thread_is_interrupted_by_one_call_has_the_next_made_by_another() {
      AtomicInteger calls = new AtomicInteger();
      provider.answeringAll(
          (messages, context) -> {
            if (calls.getAndIncrement() == 0) {
              Thread.currentThread().interrupt();
            }
            return Collections.nCopies(messages.size(), yes());
          });
      builder.executor(
          task ->
              tasks.execute(
                  () -> {
                    task.run();
                    // As every pool does between two tasks.
                    Thread.interrupted();
                  }));
      Batch batch = builder.build().batch(notes(1_000), options().concurrency(1).build());
      tasks.runAll();

      assertThat(batch.join().counts().accepted()).isEqualTo(1_000);
    }
  }

  @Nested
  class UnderLoad {

    @Test
    void a_hundred_thousand_get_their_own_results() throws InterruptedException {
      AtomicInteger underWay = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      AtomicInteger attempts = new AtomicInteger();
      provider
          .forgetful()
          .answering(SharedCallsFaultsTest::answer)
          .answeringAll(
              (messages, context) -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                boolean refused = attempts.incrementAndGet() % 50 == 0;
                try {
                  return messages.stream()
                      .map(message -> refused ? later(FailureReason.THROTTLED) : answer(message))
                      .toList();
                } finally {
                  underWay.decrementAndGet();
                }
              });
      try (Notifier notifier =
          Notifier.builder()
              .provider("main", provider)
              .retry(
                  RetryPolicy.defaults()
                      .withBackoff(Duration.ofMillis(1), Duration.ofMillis(2))
                      .withMaxAttempts(10)
                      .withBudget(1, 10_000))
              .build()) {
        BatchReport report =
            await(notifier.batch(notes(100_000), options().concurrency(8).build()));

        assertThat(report.counts().taken()).isEqualTo(100_000);
        assertThat(seen.stream().map(BatchItem::index).distinct().count()).isEqualTo(100_000);
        assertThat(
                seen.stream()
                    .filter(item -> item.result().isAccepted() == (item.index() % 10 == 3))
                    .limit(3))
            .isEmpty();
        assertThat(most.get()).isLessThanOrEqualTo(8);
        assertThat(provider.shared().size()).isLessThan(5_000);
      }
    }

    @Test
    void memory_is_bounded_while_calls_hang() throws InterruptedException {
      CountDownLatch go = new CountDownLatch(1);
      provider
          .forgetful()
          .answeringAll(
              (messages, context) -> {
                awaitQuietly(go);
                return Collections.nCopies(messages.size(), yes());
              });
      AtomicInteger taken = new AtomicInteger();
      AtomicInteger mostHeld = new AtomicInteger();
      Iterator<Note> endless =
          Stream.generate(
                  () -> {
                    mostHeld.accumulateAndGet(taken.get() + 1 - seen.size(), Math::max);
                    return Note.to("open-id-" + taken.getAndIncrement());
                  })
              .iterator();
      ExecutorService threads = Executors.newCachedThreadPool();
      try (Notifier notifier =
          Notifier.builder().provider("main", provider).executor(threads).build()) {
        Batch batch = notifier.batch(endless, options().concurrency(200).build());
        // Not what was taken: a message that found no company in time has gone alone meanwhile.
        Awaitility.await().atMost(LONG).until(() -> mostHeld.get() >= 10_000);
        go.countDown();
        Awaitility.await().atMost(LONG).until(() -> taken.get() >= 50_000);
        batch.cancel();

        assertThat(await(batch).counts().taken()).isEqualTo(seen.size());
        assertThat(mostHeld).satisfies(most -> assertThat(most.get()).isBetween(10_000, 10_200));
      } finally {
        threads.shutdownNow();
      }
    }

    @Test
    void keys_of_their_own_do_not_slow_a_batch() throws InterruptedException {
      provider.forgetful().keyed(message -> java.util.Optional.of(message.recipient()));
      try (Notifier notifier = Notifier.builder().provider("main", provider).build()) {
        BatchReport report =
            await(
                notifier.batch(
                    notes(20_000), options().concurrency(8).linger(Duration.ofSeconds(1)).build()));

        assertThat(report.counts().accepted()).isEqualTo(20_000);
        assertThat(report.elapsed()).as("no message waited for its linger").isLessThan(LONG);
      }
    }
  }

  private static SendResult answer(Message message) {
    return message.recipient().value().endsWith("3")
        ? ScriptedProvider.no(FailureReason.INVALID_RECIPIENT)
        : yes();
  }

  @Test
  void listeners_hear_of_the_attempt_of_each_message() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(30);
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    builder.listener(
        new NotifierListener() {
          @Override
          public void onAttempt(AttemptEvent event) {
            told.add(event.messageId());
            all.countDown();
          }
        });
    Batch batch = builder.build().batch(notes(30), options().build());
    tasks.runAll();

    assertThat(batch.completion()).isDone();
    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(told)
        .containsExactlyElementsOf(seen.stream().map(i -> i.result().messageId()).toList());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
