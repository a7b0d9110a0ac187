package io.notifyjava.internal.batch;

import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.fixture.Note;
import io.notifyjava.message.Message;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a batch makes of a send that breaks its contract. */
class BatchSenderFaultsTest {

  private final Bench bench = new Bench();

  static List<Throwable> throwables() {
    return List.of(
        new IllegalStateException("token=abc"),
        new StackOverflowError(),
        new OutOfMemoryError("no heap"),
        new AssertionError("no"),
        new LinkageError("no class"));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void one_that_throws_is_unknown_and_the_others_go_on(Throwable fault) {
    Message bad = Note.to("open-id-1");
    bench.sender.answering(message -> message.equals(bad) ? sneakyThrow(fault) : yes());

    BatchReport report = bench.finish(bench.start(4, bench.options(2)));

    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    assertThat(report.accepted()).isEqualTo(3);
    assertThat(report.unknown()).isEqualTo(1);
    assertThat(bench.seen.get(1).index()).isEqualTo(1);
    assertThat(bench.seen.get(1).result()).isInstanceOf(Unknown.class);
    assertThat(bench.seen.get(1).result().failure().orElseThrow().reason())
        .isEqualTo(FailureReason.INTERNAL);
    assertThat(bench.seen.get(1).result().failure().orElseThrow().text())
        .startsWith("Sending threw " + fault.getClass().getName())
        .endsWith("; the request may have left")
        .doesNotContain("token=abc");
  }

  @Test
  void a_real_stack_overflow_in_one_message_leaves_the_thread_working() {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      MessageSender deep =
          (message, done) -> {
            if (message.equals(Note.to("open-id-3"))) {
              overflow(1);
            }
            done.accept(yes());
          };
      Batch batch =
          new BatchEngine(Bench.plain(deep), one, bench.time, bench.time::nanos)
              .start(Bench.notes(50), bench.options(4).build());

      BatchReport report = Bench.await(batch);
      assertThat(report.accepted()).isEqualTo(49);
      assertThat(report.unknown()).isEqualTo(1);
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void a_result_given_twice_counts_once() {
    MessageSender twice =
        (message, done) -> {
          done.accept(yes());
          done.accept(no(FailureReason.QUOTA));
        };

    BatchReport report =
        bench.finish(
            new BatchEngine(Bench.plain(twice), bench.pool, bench.time, bench.time::nanos)
                .start(Bench.notes(5), bench.options(2).build()));

    assertThat(report.accepted()).isEqualTo(5);
    assertThat(report.rejected()).isZero();
    assertThat(bench.seen).hasSize(5);
  }

  @Test
  void a_result_that_was_given_before_a_throw_stands() {
    MessageSender both =
        (message, done) -> {
          done.accept(yes());
          throw new IllegalStateException();
        };

    BatchReport report =
        bench.finish(
            new BatchEngine(Bench.plain(both), bench.pool, bench.time, bench.time::nanos)
                .start(Bench.notes(5), bench.options(2).build()));

    assertThat(report.accepted()).isEqualTo(5);
    assertThat(report.unknown()).isZero();
  }

  @Test
  void a_result_that_comes_after_a_throw_counts_no_more() {
    bench.sender.holding();
    MessageSender keepsAndThrows =
        (message, done) -> {
          bench.sender.send(message, done);
          throw new IllegalStateException();
        };
    BatchReport report =
        bench.finish(
            new BatchEngine(Bench.plain(keepsAndThrows), bench.pool, bench.time, bench.time::nanos)
                .start(Bench.notes(1), bench.options(1).build()));

    assertThat(report.unknown()).isEqualTo(1);
    Consumer<SendResult> late = bench.sender.takeHeld();
    late.accept(yes());
    assertThat(bench.seen).hasSize(1);
  }

  @Test
  void null_for_a_result_is_unknown() {
    bench.sender.answering(message -> null);

    BatchReport report = bench.finish(bench.start(1, bench.options(1)));

    assertThat(report.unknown()).isEqualTo(1);
    assertThat(bench.seen.get(0).result().failure().orElseThrow().text())
        .isEqualTo("Sending gave null where a result was expected; this is a bug of the library");
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int overflow(int depth) {
    return overflow(depth + 1) + 1;
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> SendResult sneakyThrow(Throwable fault) throws E {
    throw (E) fault;
  }
}
