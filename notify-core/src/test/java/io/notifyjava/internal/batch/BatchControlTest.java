package io.notifyjava.internal.batch;

import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchInterruptedException;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.BatchState;
import io.notifyjava.fixture.Note;
import io.notifyjava.message.Message;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pausing, cancelling and waiting. */
class BatchControlTest {

  private final Bench bench = new Bench();

  @Test
  void a_paused_batch_takes_nothing_and_finishes_what_it_took() {
    Batch batch = bench.start(10, bench.options(2));
    bench.pool.runNext();

    batch.pause();
    bench.pool.runAll();

    assertThat(batch.progress().state()).isEqualTo(BatchState.PAUSED);
    assertThat(bench.seen).hasSize(2);
    assertThat(batch.progress().taken()).isEqualTo(2);
    assertThat(batch.progress().eta()).isEmpty();

    batch.resume();
    assertThat(bench.finish(batch).accepted()).isEqualTo(10);
  }

  @Test
  void a_paused_batch_can_be_cancelled() {
    Batch batch = bench.start(10, bench.options(2));
    batch.pause();
    bench.pool.runAll();

    batch.cancel();

    BatchReport report = bench.finish(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
    assertThat(report.taken()).isZero();
  }

  @Test
  void cancel_gives_up_what_was_not_started_and_waits_for_the_rest() {
    bench.sender.holding(0);
    Batch batch = bench.start(10, bench.options(4));
    bench.pool.runNext();
    bench.pool.runNext();
    assertThat(bench.sender.sent()).as("one of four was started").hasSize(1);

    batch.cancel();
    bench.pool.runAll();

    assertThat(batch.progress().state()).isEqualTo(BatchState.STOPPING);
    assertThat(batch.progress().inFlight()).isEqualTo(1);
    assertThat(bench.sender.sent()).as("sends after the cancel").hasSize(1);

    bench.sender.release(yes());
    BatchReport report = bench.finish(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
    assertThat(report.reason()).isEqualTo("cancel() was called");
    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.CANCELLED, 3L));
    assertThat(report.firstNotTaken()).isEqualTo(4);
    assertThat(bench.indexes()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
    assertThat(bench.seen.get(0).result().failure().orElseThrow().text())
        .isEqualTo("The batch was cancelled before the executor started this message");
    assertThat(bench.seen.get(0).result().failure().orElseThrow().retryable()).isTrue();
  }

  @Test
  void cancel_ends_an_infinite_source() {
    Stream<Message> endless = Stream.iterate(0, i -> i + 1).map(i -> Note.to("o-" + i));
    Batch batch = bench.engine().start(endless, bench.options(3).build());
    for (int i = 0; i < 50; i++) {
      bench.pool.runNext();
    }

    batch.cancel();

    BatchReport report = bench.finish(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
    assertThat(report.accepted()).isEqualTo(49);
    assertThat(report.taken()).isEqualTo(52);
  }

  @Test
  void cancel_may_be_called_by_the_sink() {
    AtomicReference<Batch> self = new AtomicReference<>();
    Batch batch =
        bench.start(
            10,
            bench
                .options(1)
                .onResult(
                    item -> {
                      if (item.index() == 3) {
                        self.get().cancel();
                      }
                    }));
    self.set(batch);

    BatchReport report = bench.finish(batch);

    assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
    assertThat(report.firstNotTaken()).isEqualTo(4);
  }

  @Test
  void a_cancel_that_comes_too_late_changes_nothing() {
    bench.sender.holding(1);
    Batch batch = bench.start(2, bench.options(3));
    bench.pool.runAll();

    batch.cancel();
    bench.sender.release(yes());

    BatchReport report = bench.finish(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    batch.cancel();
    batch.pause();
    batch.resume();
    assertThat(batch.join()).isEqualTo(report);
    assertThat(batch.progress().state()).isEqualTo(BatchState.DONE);
  }

  @Test
  void a_cancel_after_the_last_message_was_taken_still_counts_if_it_kept_one_from_being_sent() {
    Batch batch = bench.start(2, bench.options(3));
    bench.pool.runNext();
    bench.pool.runNext();

    batch.cancel();

    BatchReport report = bench.finish(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
    assertThat(report.accepted()).isEqualTo(1);
    assertThat(report.rejected()).isEqualTo(1);
  }

  @Test
  void a_message_that_was_being_taken_during_a_cancel_is_not_sent() {
    AtomicReference<Batch> self = new AtomicReference<>();
    List<Message> messages = Bench.notes(3);
    Iterator<Message> cancelsInNext =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Message next() {
            self.get().cancel();
            return messages.get(0);
          }
        };
    Batch batch = bench.engine().start(cancelsInNext, bench.options(3).build());
    self.set(batch);

    BatchReport report = bench.finish(batch);

    assertThat(bench.sender.sent()).isEmpty();
    assertThat(report.taken()).isEqualTo(1);
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.CANCELLED, 1L));
  }

  @Test
  void completing_the_future_from_outside_has_no_effect() {
    Batch batch = bench.start(2, bench.options(1));
    CompletableFuture<BatchReport> mine = batch.completion();
    mine.cancel(true);

    assertThat(batch.completion()).isNotDone();
    BatchReport report = bench.finish(batch);
    assertThat(batch.completion()).isCompletedWithValue(report);
  }

  @Test
  void await_looks_without_waiting_when_there_is_no_time() throws InterruptedException {
    Batch batch = bench.start(2, bench.options(1));

    assertThat(batch.await(Duration.ZERO)).isEmpty();
    assertThat(batch.await(Duration.ofDays(-1))).isEmpty();
    bench.pool.runAll();
    assertThat(batch.await(Duration.ZERO)).hasValue(batch.join());
    assertThat(batch.await(Duration.ofSeconds(Long.MAX_VALUE))).isPresent();
  }

  @Test
  void an_interrupt_ends_join_with_the_flag_set_and_the_batch_goes_on() {
    Batch batch = bench.start(2, bench.options(1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(batch::join)
        .isInstanceOf(BatchInterruptedException.class)
        .hasMessage(
            "Interrupted while waiting for the batch, which goes on: call cancel() to end it, or"
                + " wait again");
    assertThat(Thread.interrupted()).as("the flag").isTrue();
    assertThat(bench.finish(batch).accepted()).isEqualTo(2);
  }

  @Test
  void an_interrupt_ends_await_and_the_batch_goes_on() {
    Batch batch = bench.start(2, bench.options(1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> batch.await(Bench.LONG)).isInstanceOf(InterruptedException.class);
    assertThat(bench.finish(batch).accepted()).isEqualTo(2);
  }

  @Test
  void waiting_for_a_batch_inside_itself_is_refused_instead_of_lasting_for_ever() {
    AtomicReference<Batch> self = new AtomicReference<>();
    List<Throwable> thrown = new ArrayList<>();
    Runnable waits =
        () -> {
          try {
            self.get().join();
          } catch (IllegalStateException e) {
            thrown.add(e);
          }
        };
    BatchOptions.Builder options =
        bench.options(1).onResult(item -> waits.run()).onProgress(progress -> waits.run());
    self.set(bench.start(1, options));
    bench.finish(self.get());

    assertThat(thrown).as("by the sink, and by the last progress").hasSize(2);
    assertThat(thrown.get(0))
        .hasMessage(
            "A batch cannot be waited for by its own source, sink, stop condition or progress"
                + " listener: it would wait for itself. Wait in another thread, or use"
                + " completion()");
  }

  @Test
  void an_action_on_the_future_may_ask_for_the_report_again() {
    Batch batch = bench.start(1, bench.options(1));
    CompletableFuture<Boolean> same =
        batch.completion().thenApply(report -> report.equals(batch.join()));

    bench.finish(batch);

    assertThat(same).isCompletedWithValue(true);
  }

  @Test
  void cancel_returns_at_once_while_the_source_waits_for_its_next_element() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    AtomicBoolean closed = new AtomicBoolean();
    Stream<Message> waiting =
        Stream.<Message>generate(
                () -> {
                  asked.countDown();
                  awaitQuietly(answer);
                  return Note.to("o-1");
                })
            .onClose(() -> closed.set(true));
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Batch batch = bench.engine(threads).start(waiting, bench.options(1).build());
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

      batch.cancel();
      assertThat(batch.await(Duration.ZERO)).isEmpty();
      assertThat(batch.progress().state()).isEqualTo(BatchState.STOPPING);

      answer.countDown();
      BatchReport report = Bench.await(batch);
      assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
      assertThat(bench.sender.sent()).isEmpty();
      assertThat(closed).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
