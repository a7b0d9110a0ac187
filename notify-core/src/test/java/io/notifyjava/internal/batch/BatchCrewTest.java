package io.notifyjava.internal.batch;

import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.BatchSink;
import io.notifyjava.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Threads that go on with the next message, and when they do not. */
class BatchCrewTest {

  private final Bench bench = new Bench();

  @Test
  void a_thread_goes_on_with_the_next_message_instead_of_asking_for_a_task() {
    Batch batch = bench.start(200, bench.options(1));
    bench.pool.runNext();
    assertThat(bench.pool.waiting()).as("the first message").isEqualTo(1);

    bench.pool.runNext();

    assertThat(bench.pool.waiting()).isZero();
    assertThat(Bench.report(batch).accepted()).isEqualTo(200);
    assertThat(bench.indexes()).hasSize(200).isSorted();
  }

  @Test
  void a_thread_is_given_back_after_so_many_messages() {
    Batch batch = bench.start(1_000, bench.options(1));
    bench.pool.runNext();

    bench.pool.runNext();
    assertThat(batch.progress().accepted()).isEqualTo(256);
    assertThat(bench.pool.waiting()).isEqualTo(1);

    List<Long> before = new ArrayList<>();
    bench.pool.execute(() -> before.add(batch.progress().accepted()));
    assertThat(bench.finish(batch).accepted()).isEqualTo(1_000);
    assertThat(before).as("another task had its turn").containsExactly(512L);
  }

  @Test
  void a_thread_is_given_back_after_a_tenth_of_a_second() {
    bench.sender.answering(message -> bench.after(Duration.ofMillis(30)));
    Batch batch = bench.start(9, bench.options(1));
    bench.pool.runNext();

    bench.pool.runNext();

    assertThat(batch.progress().accepted()).isEqualTo(4);
    assertThat(bench.pool.waiting()).isEqualTo(1);
    assertThat(bench.finish(batch).accepted()).isEqualTo(9);
  }

  @Test
  void a_message_that_waits_for_a_thread_is_sent_before_those_that_are_taken_after_it() {
    BatchReport report = bench.finish(bench.start(1_000, bench.options(16)));

    assertThat(report.accepted()).isEqualTo(1_000);
    assertThat(bench.indexes()).isSorted();
  }

  @Test
  void ten_thousand_messages_of_eight_at_a_time_are_sent_once_each_and_never_nine_at_once() {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger worst = new AtomicInteger();
    try {
      MessageSender sender =
          (message, ear) -> {
            worst.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            spin(20_000);
            atOnce.decrementAndGet();
            ear.accept(yes());
          };
      Batch batch =
          new BatchEngine(Bench.plain(sender), threads, bench.time, System::nanoTime)
              .start(Bench.notes(10_000), bench.options(8).build());

      assertThat(Bench.await(batch).accepted()).isEqualTo(10_000);
      assertThat(bench.indexes()).hasSize(10_000).doesNotHaveDuplicates();
      assertThat(worst.get()).isLessThanOrEqualTo(8);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void an_interrupt_stays_with_the_message_that_it_hit() {
    List<Boolean> flags = new ArrayList<>();
    MessageSender sender =
        (message, ear) -> {
          flags.add(Thread.currentThread().isInterrupted());
          if (flags.size() == 2) {
            Thread.currentThread().interrupt();
          }
          ear.accept(yes());
        };
    assertThat(sendOnOneThread(sender, message -> {})).isEqualTo(4);
    assertThat(flags).containsExactly(false, false, false, false);
  }

  @Test
  void an_interrupt_that_comes_between_two_messages_hits_neither() {
    List<Boolean> flags = new ArrayList<>();
    MessageSender sender =
        (message, ear) -> {
          flags.add(Thread.currentThread().isInterrupted());
          ear.accept(yes());
        };
    AtomicInteger seen = new AtomicInteger();
    assertThat(
            sendOnOneThread(
                sender,
                item -> {
                  if (seen.incrementAndGet() == 2) {
                    Thread.currentThread().interrupt();
                  }
                }))
        .isEqualTo(4);
    assertThat(flags).containsExactly(false, false, false, false);
  }

  @Test
  void a_rescue_thread_keeps_no_message_for_it_never_sends() {
    bench.sender.holding(3);
    Batch batch = bench.start(6, bench.options(1));
    bench.pool.runAll();
    assertThat(batch.progress().accepted()).isEqualTo(3);

    bench.pool.refusing(task -> true);
    bench.sender.release(yes());

    BatchReport report = Bench.await(batch);
    assertThat(report.accepted()).isEqualTo(4);
    assertThat(report.rejected()).isEqualTo(2);
  }

  private long sendOnOneThread(MessageSender sender, BatchSink sink) {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      return Bench.await(
              new BatchEngine(Bench.plain(sender), one, bench.time, bench.time::nanos)
                  .start(Bench.notes(4), bench.options(1).onResult(sink).build()))
          .accepted();
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void a_source_that_waits_holds_up_no_message_that_was_taken_before() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    CountDownLatch sent = new CountDownLatch(5);
    Iterator<Message> notes = Bench.notes(5).iterator();
    Iterator<Message> source =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return notes.hasNext() || awaits(sent);
          }

          @Override
          public Message next() {
            return notes.next();
          }
        };
    try {
      Batch batch =
          new BatchEngine(
                  Bench.plain(
                      (message, ear) -> {
                        sent.countDown();
                        ear.accept(yes());
                      }),
                  two,
                  bench.time,
                  bench.time::nanos)
              .start(source, bench.options(2).build());

      assertThat(Bench.await(batch).accepted()).isEqualTo(5);
      assertThat(sent.getCount()).isZero();
    } finally {
      two.shutdownNow();
    }
  }

  /** Waits for the last message to be sent and then says that there is no further one. */
  private static boolean awaits(CountDownLatch sent) {
    try {
      assertThat(sent.await(Bench.LONG.toNanos(), TimeUnit.NANOSECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static void spin(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
