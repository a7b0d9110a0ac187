package io.notifyjava.internal.batch;

import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.BatchState;
import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Executors that refuse, drop, end, or answer no questions. */
class BatchExecutorFaultsTest {

  private final Bench bench = new Bench();

  @Test
  void an_executor_that_refuses_everything_leaves_every_message_rejected_as_overloaded() {
    Batch batch =
        bench
            .engine(
                task -> {
                  throw new RejectedExecutionException("full");
                })
            .start(Bench.notes(100), bench.options(4).build());

    BatchReport report = Bench.await(batch);

    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.OVERLOADED, 100L));
    assertThat(bench.indexes()).hasSize(100).doesNotHaveDuplicates();
    Failure failure = bench.seen.get(0).result().failure().orElseThrow();
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.text())
        .isEqualTo(
            "The executor refused this message with"
                + " java.util.concurrent.RejectedExecutionException while none other of the batch"
                + " was in flight; give it room and send again");
  }

  @Test
  void an_executor_that_refuses_every_second_message_slows_the_batch_and_costs_it_none() {
    AtomicInteger asked = new AtomicInteger();
    bench.pool.refusing(task -> ManualPool.isMessage(task) && asked.incrementAndGet() % 2 == 0);

    BatchReport report = bench.finish(bench.start(100, bench.options(4)));

    assertThat(report.accepted()).isEqualTo(100);
    assertThat(bench.indexes()).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void a_bounded_pool_smaller_than_the_window_sends_everything() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(3));
    try {
      Batch batch = bench.engine(pool).start(Bench.notes(5_000), bench.options(64).build());

      assertThat(Bench.await(batch).accepted()).isEqualTo(5_000);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void a_refused_message_is_rejected_when_the_others_have_ended_and_there_is_still_no_room() {
    AtomicInteger asked = new AtomicInteger();
    bench.pool.refusing(task -> ManualPool.isMessage(task) && asked.incrementAndGet() > 1);

    BatchReport report = bench.finish(bench.start(3, bench.options(3)));

    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.OVERLOADED, 2L));
  }

  @Test
  void a_refused_message_is_handed_over_when_others_made_room() {
    bench.sender.holding(0);
    bench.pool.refusing(task -> ManualPool.isMessage(task) && bench.sender.held() == 1);
    Batch batch = bench.start(2, bench.options(1));
    bench.pool.runAll();
    assertThat(bench.sender.held()).isEqualTo(1);
    Batch other = bench.start(2, bench.options(2));
    bench.pool.runAll();
    assertThat(Bench.report(other).rejected()).as("nothing of its own in flight").isEqualTo(2);

    bench.sender.release(yes());
    assertThat(bench.finish(batch).accepted()).isEqualTo(2);
  }

  @Test
  void room_that_others_made_is_noticed_within_a_second() {
    boolean[] full = {false};
    bench.sender.holding(0);
    bench.pool.refusing(task -> ManualPool.isMessage(task) && full[0]);
    Batch batch = bench.start(3, bench.options(2));
    // The driver takes both; the executor has room for the first only.
    bench.pool.refusing(
        task -> {
          boolean refused = ManualPool.isMessage(task) && full[0];
          full[0] = true;
          return refused;
        });
    bench.pool.runAll();
    assertThat(bench.sender.sent()).hasSize(1);

    bench.pool.refusing(task -> false);
    bench.time.advance(Duration.ofSeconds(1));
    bench.pool.runAll();

    assertThat(bench.sender.sent()).hasSize(3);
    bench.sender.release(yes());
    assertThat(bench.finish(batch).accepted()).isEqualTo(3);
  }

  @Test
  void a_refused_message_can_be_cancelled() {
    bench.sender.holding(0);
    AtomicInteger asked = new AtomicInteger();
    bench.pool.refusing(task -> ManualPool.isMessage(task) && asked.incrementAndGet() > 1);
    Batch batch = bench.start(9, bench.options(3));
    bench.pool.runAll();

    batch.cancel();
    bench.pool.runAll();
    bench.sender.release(yes());

    BatchReport report = bench.finish(batch);
    assertThat(report.taken()).isEqualTo(2);
    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.CANCELLED, 1L));
  }

  @Test
  void an_executor_that_is_shut_down_before_the_start_fails_the_batch_and_takes_nothing() {
    bench.pool.shutdown();

    BatchReport report = Bench.await(bench.start(9, bench.options(3)));

    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.taken()).isZero();
    assertThat(report.reason())
        .isEqualTo(
            "the executor was shut down after 0 messages were taken; give the batch one that lives"
                + " until it is done");
  }

  @Test
  void an_orderly_shutdown_lets_what_was_handed_over_run() {
    Batch batch = bench.start(9, bench.options(3));
    bench.pool.runNext();

    bench.pool.shutdown();
    bench.pool.runAll();

    BatchReport report = Bench.await(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.accepted()).isEqualTo(3);
    assertThat(report.firstNotTaken()).isEqualTo(3);
  }

  @Test
  void an_orderly_shutdown_after_everything_was_handed_over_changes_nothing() {
    Batch batch = bench.start(3, bench.options(4));
    bench.pool.runNext();

    bench.pool.shutdown();

    assertThat(bench.finish(batch).end()).isEqualTo(BatchEnd.COMPLETED);
  }

  @Test
  void a_shutdown_that_drops_tasks_leaves_them_rejected_and_the_batch_failed() {
    Batch batch = bench.start(9, bench.options(3));
    bench.pool.runNext();
    bench.pool.runNext();

    List<Runnable> never = bench.pool.shutdownNow();
    bench.time.advance(Duration.ofSeconds(1));

    BatchReport report = Bench.await(batch);
    assertThat(never).hasSize(3);
    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.taken()).isEqualTo(4);
    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.CANCELLED, 3L));
    assertThat(bench.seen.get(1).result().failure().orElseThrow().text())
        .isEqualTo("The executor was shut down before it started this message");
    never.forEach(Runnable::run);
    assertThat(bench.sender.sent()).as("a task that runs after all sends nothing").hasSize(1);
  }

  @Test
  void a_message_in_flight_when_the_executor_ends_keeps_its_result_if_one_comes() {
    bench.sender.holding();
    Batch batch = bench.start(9, bench.options(2));
    bench.pool.runAll();
    bench.pool.shutdownNow();
    bench.time.advance(Duration.ofSeconds(10));
    assertThat(batch.progress().inFlight()).isEqualTo(2);

    bench.sender.release(yes());
    bench.sender.release(yes());

    BatchReport report = Bench.await(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.accepted()).isEqualTo(2);
  }

  @Test
  void a_message_in_flight_when_the_executor_ends_is_unknown_if_no_result_comes() {
    bench.sender.holding();
    Batch batch = bench.start(9, bench.options(2).startTimeout(Duration.ofSeconds(5)));
    bench.pool.runAll();
    bench.pool.shutdownNow();

    bench.time.advance(Duration.ofSeconds(7));

    BatchReport report = Bench.await(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.unknown()).isEqualTo(2);
    assertThat(bench.seen)
        .extracting(item -> item.result().failure().orElseThrow().reason())
        .containsOnly(FailureReason.CANCELLED);
    bench.sender.release(yes());
    assertThat(bench.seen).as("a result that comes later counts no more").hasSize(2);
  }

  @Test
  void a_paused_batch_fails_when_its_executor_has_ended() {
    Batch batch = bench.start(9, bench.options(2));
    batch.pause();
    bench.pool.runAll();
    bench.pool.shutdown();

    bench.time.advance(Duration.ofSeconds(1));

    assertThat(Bench.await(batch).end()).isEqualTo(BatchEnd.FAILED);
  }

  @Test
  void real_threads_shut_down_in_the_middle_leave_a_result_for_every_message_taken()
      throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CountDownLatch sending = new CountDownLatch(4);
    MessageSender stuck =
        (message, done) -> {
          sending.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            done.accept(SendResult.unknown(Failure.permanent(FailureReason.CANCELLED, "", "")));
          }
        };
    Batch batch =
        new BatchEngine(Bench.plain(stuck), threads, bench.time, bench.time::nanos)
            .start(Bench.notes(1_000), bench.options(16).build());
    assertThat(sending.await(10, TimeUnit.SECONDS)).isTrue();

    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    bench.time.advance(Duration.ofSeconds(1));

    BatchReport report = Bench.await(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.unknown()).isEqualTo(4);
    assertThat(report.rejectedByReason().keySet()).containsExactly(FailureReason.CANCELLED);
    assertThat(report.taken()).isBetween(16L, 20L);
    assertThat(bench.indexes()).hasSize((int) report.taken()).doesNotHaveDuplicates();
  }

  @Test
  void messages_that_the_executor_drops_silently_are_given_up_after_the_start_timeout() {
    bench.pool.dropping(ManualPool::isMessage);
    Batch batch = bench.start(3, bench.options(3).startTimeout(Duration.ofSeconds(30)));
    bench.pool.runAll();

    bench.time.advance(Duration.ofSeconds(29));
    assertThat(batch.progress().inFlight()).isEqualTo(3);
    bench.time.advance(Duration.ofSeconds(1));

    BatchReport report = Bench.await(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.CANCELLED, 3L));
    assertThat(bench.seen.get(0).result().failure().orElseThrow().text())
        .isEqualTo(
            "The executor did not start this message within startTimeout; give the batch an"
                + " executor that drops no tasks and has room");
    bench.pool.dropped().forEach(Runnable::run);
    assertThat(bench.sender.sent()).as("a task that runs after all sends nothing").isEmpty();
  }

  @Test
  void an_executor_that_drops_everything_still_lets_the_batch_end() {
    bench.pool.dropping(task -> true);
    Batch batch = bench.start(2, bench.options(2).startTimeout(Duration.ofSeconds(2)));

    bench.time.advance(Duration.ofSeconds(2));
    awaitTaken(batch, 2);
    bench.time.advance(Duration.ofSeconds(3));

    assertThat(Bench.await(batch).rejected()).isEqualTo(2);
  }

  @Test
  void the_rest_of_a_message_that_the_executor_drops_is_given_up_as_unknown() {
    bench.sender.holding(0);
    Batch batch = bench.start(5, bench.options(1).finishTimeout(Duration.ofMinutes(2)));
    bench.pool.runAll();

    bench.time.advance(Duration.ofMinutes(2));
    bench.pool.runAll();

    BatchReport report = Bench.report(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    assertThat(report.unknown()).isEqualTo(1);
    assertThat(report.accepted()).isEqualTo(4);
    assertThat(bench.seen).extracting(BatchItem::index).startsWith(0L);
    assertThat(bench.seen.get(0).result().failure().orElseThrow().text())
        .isEqualTo(
            "The message was started and no result came within the time limit: the executor lost"
                + " the rest of it, or finishTimeout is too short");
  }

  @Test
  void an_executor_that_fails_with_an_error_is_one_that_refuses() {
    Batch batch =
        bench
            .engine(
                task -> {
                  throw new OutOfMemoryError("unable to create native thread");
                })
            .start(Bench.notes(3), bench.options(2).build());

    assertThat(Bench.await(batch).rejectedByReason())
        .isEqualTo(Map.of(FailureReason.OVERLOADED, 3L));
  }

  @Test
  void what_an_executor_took_and_refused_all_the_same_is_sent_once_or_rejected_and_not_sent() {
    Batch batch =
        bench
            .engine(
                task -> {
                  bench.pool.execute(task);
                  if (ManualPool.isMessage(task) && bench.pool.waiting() == 2) {
                    throw new RejectedExecutionException("so it says");
                  }
                })
            .start(Bench.notes(20), bench.options(3).build());

    BatchReport report = bench.finish(batch);

    assertThat(report.accepted()).isEqualTo(19);
    assertThat(report.rejected()).as("when it was alone in flight").isEqualTo(1);
    List<Message> accepted =
        bench.seen.stream()
            .filter(item -> item.result().isAccepted())
            .<Message>map(BatchItem::message)
            .toList();
    assertThat(bench.sender.sent()).containsExactlyInAnyOrderElementsOf(accepted);
  }

  @Test
  void a_service_that_answers_no_questions_is_used_as_a_plain_executor() {
    ThreadPoolExecutor managed =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(9)) {
          @Override
          public boolean isShutdown() {
            throw new IllegalStateException("Lifecycle operations are not allowed");
          }
        };
    try {
      Batch batch = bench.engine(managed).start(Bench.notes(50), bench.options(3).build());

      assertThat(Bench.await(batch).accepted()).isEqualTo(50);
      assertThat(batch.progress().state()).isEqualTo(BatchState.DONE);
    } finally {
      managed.shutdownNow();
    }
  }

  @Test
  void a_notifier_that_closes_its_timer_and_drops_its_executors_tasks_leaves_no_batch_hanging() {
    ClosingTimer timer = new ClosingTimer();
    bench.sender.holding(0);
    BatchEngine engine =
        new BatchEngine(Bench.plain(bench.sender), bench.pool::execute, timer, bench.time::nanos);
    Batch batch = engine.start(Bench.notes(9), bench.options(3).build());
    bench.pool.runNext();
    bench.pool.runNext();
    assertThat(batch.progress().taken()).isEqualTo(3);

    engine.cancelAll();
    timer.close();
    bench.pool.shutdownNow();
    bench.sender.release(yes());

    BatchReport report = Bench.await(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.rejected()).isEqualTo(2);
    assertThat(bench.sender.sent()).hasSize(1);
  }

  /** As the notifier's: what waits when it closes, and what comes later, runs at once. */
  private static final class ClosingTimer implements Timer {

    private final List<Runnable> waiting = new ArrayList<>();
    private boolean closed;

    @Override
    public void schedule(Duration delay, Runnable task) {
      if (closed) {
        task.run();
      } else {
        waiting.add(task);
      }
    }

    void close() {
      closed = true;
      waiting.forEach(Runnable::run);
    }
  }

  @Test
  void the_executor_is_never_shut_down() {
    bench.finish(bench.start(3, bench.options(2)));

    assertThat(bench.pool.isShutdown()).isFalse();
  }

  /** Lets a rescue thread get as far as it can; it comes to a definite rest. */
  private static void awaitTaken(Batch batch, long count) {
    long end = System.nanoTime() + Bench.LONG.toNanos();
    while (batch.progress().taken() < count && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(batch.progress().taken()).isEqualTo(count);
  }
}
