package io.notifyjava.internal.batch;

import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.BatchSink;
import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.Note;
import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many messages, real threads, and races with chosen seeds. */
class BatchLoadTest {

  private static final int MILLION = 1_000_000;
  private static final SendResult YES = yes();

  /** One for all, because making a million of them takes longer than sending them. */
  private static final Message NOTE = Note.to("o-1");

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final ManualTime time = new ManualTime();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  /** Gives messages on demand, and sees that no more are alive in the batch than its window. */
  private static final class Counted implements Iterator<Message>, BatchSink {

    private final long length;
    private final int window;
    private final BitSet seen = new BitSet();
    private final AtomicLong ended = new AtomicLong();
    private long taken;
    private long worst;
    private int repeated;

    Counted(long length, int window) {
      this.length = length;
      this.window = window;
    }

    @Override
    public boolean hasNext() {
      return taken < length;
    }

    @Override
    public Message next() {
      taken++;
      worst = Math.max(worst, taken - ended.get());
      return NOTE;
    }

    @Override
    public void onResult(BatchItem item) {
      repeated += seen.get((int) item.index()) ? 1 : 0;
      seen.set((int) item.index());
      ended.incrementAndGet();
    }

    void assertEachTakenOnceWithinTheWindow(BatchReport report) {
      assertThat(report.taken()).isEqualTo(taken);
      assertThat(report.accepted() + report.rejected() + report.unknown()).isEqualTo(taken);
      assertThat(seen.cardinality()).as("results").isEqualTo((int) taken);
      assertThat(repeated).as("results that came twice").isZero();
      assertThat(worst).as("messages in flight").isLessThanOrEqualTo(window);
    }
  }

  @Test
  void a_million_messages_in_the_calling_thread_need_no_deep_stack() {
    Counted source = new Counted(MILLION, 16);
    Batch batch =
        new BatchEngine(
                Bench.plain((message, ear) -> ear.accept(YES)),
                Runnable::run,
                time,
                System::nanoTime)
            .start(source, BatchOptions.builder().onResult(source).build());

    BatchReport report = Bench.report(batch);

    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    assertThat(report.accepted()).isEqualTo(MILLION);
    source.assertEachTakenOnceWithinTheWindow(report);
  }

  @Test
  void a_million_messages_on_four_threads_each_get_one_result() {
    Counted source = new Counted(MILLION, 64);
    Batch batch =
        new BatchEngine(
                Bench.plain((message, ear) -> ear.accept(YES)), threads, time, System::nanoTime)
            .start(source, BatchOptions.builder().concurrency(64).onResult(source).build());

    BatchReport report = Bench.await(batch);

    assertThat(report.accepted()).isEqualTo(MILLION);
    source.assertEachTakenOnceWithinTheWindow(report);
  }

  @Test
  void results_from_other_threads_are_settled_once_each() {
    Counted source = new Counted(100_000, 100);
    ExecutorService elsewhere = Executors.newFixedThreadPool(2);
    AtomicLong number = new AtomicLong();
    try {
      MessageSender sender =
          (message, done) -> {
            if (number.incrementAndGet() % 2 == 0) {
              elsewhere.execute(() -> done.accept(YES));
            } else {
              done.accept(YES);
            }
          };
      Batch batch =
          new BatchEngine(Bench.plain(sender), threads, time, System::nanoTime)
              .start(source, BatchOptions.builder().concurrency(100).onResult(source).build());

      source.assertEachTakenOnceWithinTheWindow(Bench.await(batch));
    } finally {
      elsewhere.shutdownNow();
    }
  }

  @Test
  void messages_that_have_ended_can_be_collected_while_the_batch_goes_on() {
    List<WeakReference<Message>> ended = new ArrayList<>();
    List<Consumer<SendResult>> kept = new ArrayList<>();
    Iterator<Message> source =
        IntStream.range(0, 1_000).<Message>mapToObj(i -> Note.to("o-" + i)).iterator();
    MessageSender sender =
        (message, done) -> {
          ended.add(new WeakReference<>(message));
          // Somebody keeps the task, as an executor's history or a hook might.
          kept.add(done);
          done.accept(YES);
        };
    Batch batch =
        new BatchEngine(Bench.plain(sender), Runnable::run, time, System::nanoTime)
            .start(source, BatchOptions.builder().concurrency(4).build());
    Bench.report(batch);

    long end = System.nanoTime() + Bench.LONG.toNanos();
    while (ended.stream().anyMatch(message -> message.get() != null) && System.nanoTime() < end) {
      System.gc();
    }
    assertThat(ended).hasSize(1_000).allMatch(message -> message.get() == null);
    assertThat(kept).hasSize(1_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void a_cancel_at_any_moment_leaves_one_result_for_each_message_taken(long seed) {
    Random random = new Random(seed);
    int window = 1 + random.nextInt(64);
    Counted source = new Counted(10_000_000, window);
    long moment = random.nextInt(20_000);
    Batch batch =
        new BatchEngine(
                Bench.plain((message, ear) -> ear.accept(YES)), threads, time, System::nanoTime)
            .start(source, BatchOptions.builder().concurrency(window).onResult(source).build());
    while (batch.progress().accepted() < moment) {
      Thread.onSpinWait();
    }

    batch.cancel();

    BatchReport report = Bench.await(batch);
    assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
    source.assertEachTakenOnceWithinTheWindow(report);
    assertThat(report.unknown()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void pauses_at_any_moment_lose_nothing_and_never_get_stuck(long seed) {
    Random random = new Random(seed);
    int window = 1 + random.nextInt(16);
    Counted source = new Counted(100_000, window);
    Batch batch =
        new BatchEngine(
                Bench.plain((message, ear) -> ear.accept(YES)), threads, time, System::nanoTime)
            .start(source, BatchOptions.builder().concurrency(window).onResult(source).build());
    while (!batch.completion().isDone()) {
      batch.pause();
      for (int i = random.nextInt(200); i > 0; i--) {
        Thread.onSpinWait();
      }
      batch.resume();
      for (int i = random.nextInt(2_000); i > 0; i--) {
        Thread.onSpinWait();
      }
    }

    BatchReport report = Bench.await(batch);
    assertThat(report.accepted()).isEqualTo(100_000);
    source.assertEachTakenOnceWithinTheWindow(report);
  }

  @Test
  void many_batches_share_one_executor() {
    BatchEngine engine =
        new BatchEngine(
            Bench.plain((message, ear) -> ear.accept(YES)), threads, time, System::nanoTime);
    List<Counted> sources = new ArrayList<>();
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Counted source = new Counted(5_000, 8);
      sources.add(source);
      batches.add(
          engine.start(source, BatchOptions.builder().concurrency(8).onResult(source).build()));
    }

    for (int i = 0; i < 20; i++) {
      sources.get(i).assertEachTakenOnceWithinTheWindow(Bench.await(batches.get(i)));
    }
    assertThat(engine.underWay()).isZero();
  }
}
