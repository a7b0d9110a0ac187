package io.notifyjava.internal.batch;

import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchProgress;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.BatchState;
import io.notifyjava.batch.StopConditions;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sinks, stop conditions and progress listeners, well behaved and not. */
class BatchObserversTest {

  private final Bench bench = new Bench();

  @Test
  void a_sink_that_throws_is_logged_once_and_counted_and_changes_no_outcome() {
    try (LogOf log = new LogOf(Observers.class)) {
      BatchReport report =
          bench.finish(
              bench.start(
                  5,
                  bench
                      .options(2)
                      .onResult(
                          item -> {
                            throw new IllegalStateException("content of the message");
                          })));

      assertThat(report.accepted()).isEqualTo(5);
      assertThat(report.sinkFailures()).isEqualTo(5);
      assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
      assertThat(log.at(Level.WARN)).hasSize(1);
      assertThat(log.at(Level.WARN).get(0))
          .startsWith("The sink of a batch threw java.lang.IllegalStateException at io.notifyjava")
          .doesNotContain("content of the message");
      assertThat(log.at(Level.DEBUG)).hasSize(4);
    }
  }

  @Test
  void a_sink_that_overflows_the_stack_harms_nobody() {
    BatchReport report =
        bench.finish(bench.start(3, bench.options(1).onResult(item -> overflow(1))));

    assertThat(report.accepted()).isEqualTo(3);
    assertThat(report.sinkFailures()).isEqualTo(3);
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int overflow(int depth) {
    return overflow(depth + 1) + 1;
  }

  @Test
  void a_place_stays_taken_until_the_sink_has_seen_the_result() throws InterruptedException {
    CountDownLatch inSink = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger taken = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Batch batch =
          bench
              .engine(threads)
              .start(
                  Bench.notes(100).stream().peek(message -> taken.incrementAndGet()),
                  bench
                      .options(4)
                      .onResult(
                          item -> {
                            inSink.countDown();
                            awaitQuietly(goOn);
                            bench.seen.add(item);
                          })
                      .build());
      assertThat(inSink.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(taken).as("the sink blocks, so the batch does").hasValueLessThanOrEqualTo(4);

      goOn.countDown();
      assertThat(Bench.await(batch).accepted()).isEqualTo(100);
      assertThat(bench.indexes()).hasSize(100).doesNotHaveDuplicates();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void sink_and_source_are_never_called_at_the_same_time() {
    AtomicBoolean inside = new AtomicBoolean();
    AtomicInteger clashes = new AtomicInteger();
    Runnable alone =
        () -> {
          if (!inside.compareAndSet(false, true)) {
            clashes.incrementAndGet();
          }
          Thread.onSpinWait();
          inside.set(false);
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Batch batch =
          bench
              .engine(threads)
              .start(
                  Bench.notes(20_000).stream().peek(message -> alone.run()),
                  bench.options(32).onResult(item -> alone.run()).build());

      assertThat(Bench.await(batch).accepted()).isEqualTo(20_000);
      assertThat(clashes).hasValue(0);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void the_progress_that_a_sink_sees_holds_its_own_message() {
    List<Long> accepted = new ArrayList<>();
    Batch[] self = new Batch[1];
    self[0] =
        bench.start(
            3, bench.options(1).onResult(item -> accepted.add(self[0].progress().accepted())));
    bench.finish(self[0]);

    assertThat(accepted).containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_stop_condition_ends_the_batch_and_the_report_says_where_and_why() {
    Iterator<SendResult> script =
        Stream.concat(Stream.of(yes(), yes()), Stream.generate(() -> no(FailureReason.QUOTA)))
            .iterator();
    bench.sender.answering(message -> script.next());

    BatchReport report =
        bench.finish(bench.start(1_000, bench.options(4).stopWhen(StopConditions.quotaSpent())));

    assertThat(report.end()).isEqualTo(BatchEnd.STOPPED);
    assertThat(report.reason()).isEqualTo("the quota is spent (message 2: QUOTA no: said no)");
    assertThat(report.firstNotTaken()).as("what was taken runs to its end").isEqualTo(6);
    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.rejected()).isEqualTo(4);
    assertThat(bench.sender.sent()).hasSize(6);
  }

  @Test
  void a_batch_that_stops_says_that_it_is_stopping() {
    bench.sender.holding(1).answering(message -> no(FailureReason.AUTHENTICATION));
    Batch batch = bench.start(9, bench.options(2).stopWhen(StopConditions.authenticationFailed()));
    bench.pool.runAll();

    assertThat(batch.progress().state()).isEqualTo(BatchState.STOPPING);
    assertThat(batch.progress().taken()).isEqualTo(2);

    batch.cancel();
    bench.sender.release(yes());
    assertThat(bench.finish(batch).end()).as("the first reason stands").isEqualTo(BatchEnd.STOPPED);
  }

  @Test
  void a_stop_condition_that_throws_or_gives_null_stops_the_batch_as_failed() {
    IllegalStateException fault = new IllegalStateException();
    BatchReport thrown =
        bench.finish(
            bench.start(
                9,
                bench
                    .options(1)
                    .stopWhen(
                        (progress, last) -> {
                          throw fault;
                        })));
    BatchReport gaveNull =
        bench.finish(bench.start(9, bench.options(1).stopWhen((progress, last) -> null)));

    assertThat(thrown.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(thrown.cause()).isSameAs(fault);
    assertThat(thrown.reason())
        .startsWith("a stop condition threw java.lang.IllegalStateException at ")
        .endsWith(" after message 0");
    assertThat(gaveNull.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(gaveNull.taken()).isEqualTo(1);
  }

  @Test
  void stop_conditions_are_asked_after_each_result_with_that_result_counted() {
    List<Long> ended = new ArrayList<>();
    bench.finish(
        bench.start(
            4,
            bench
                .options(1)
                .stopWhen(
                    (progress, last) -> {
                      ended.add(progress.counts().ended());
                      return Optional.empty();
                    })));

    assertThat(ended).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void progress_is_told_at_intervals_and_at_the_end() {
    List<BatchProgress> told = new ArrayList<>();
    bench.sender.answering(message -> bench.after(Duration.ofMillis(100)));
    Batch batch = bench.start(10, bench.options(1).onProgress(told::add, Duration.ofMillis(200)));
    bench.finish(batch);

    assertThat(told)
        .extracting(progress -> progress.elapsed().toMillis())
        .containsExactly(200L, 400L, 600L, 800L, 1000L, 1000L);
    assertThat(told.get(5).state()).isEqualTo(BatchState.DONE);
    assertThat(told.get(5).accepted()).isEqualTo(10);
  }

  @Test
  void progress_is_told_while_nothing_ends() {
    List<BatchProgress> told = new ArrayList<>();
    bench.sender.holding();
    bench.start(10, bench.options(2).onProgress(told::add));
    bench.pool.runAll();

    for (int i = 0; i < 3; i++) {
      bench.time.advance(Duration.ofSeconds(1));
      bench.pool.runAll();
    }

    assertThat(told).extracting(BatchProgress::inFlight).containsExactly(2L, 2L, 2L);
  }

  @Test
  void a_progress_listener_that_throws_is_logged_once_and_changes_nothing() {
    try (LogOf log = new LogOf(Observers.class)) {
      Batch batch =
          bench.start(
              10,
              bench
                  .options(1)
                  .onProgress(
                      progress -> {
                        throw new IllegalStateException();
                      },
                      Duration.ofMillis(10)));
      bench.pool.runNext();
      for (int i = 0; i < 5; i++) {
        bench.time.advance(Duration.ofMillis(10));
        bench.pool.runNext();
      }

      assertThat(bench.finish(batch).accepted()).isEqualTo(10);
      assertThat(log.at(Level.WARN)).hasSize(1);
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
