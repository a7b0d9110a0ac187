package io.notifyjava.internal.batch;

import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.BatchState;
import io.notifyjava.fixture.Note;
import io.notifyjava.message.Message;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a batch does when nothing goes wrong. */
class BatchRunTest {

  private final Bench bench = new Bench();

  @Test
  void every_message_is_sent_and_told_to_the_sink_with_its_place() {
    List<Message> messages = Bench.notes(5);

    BatchReport report = bench.finish(bench.engine().start(messages, bench.options(2).build()));

    assertThat(bench.sender.sent()).isEqualTo(messages);
    assertThat(bench.seen).extracting(BatchItem::message).isEqualTo(messages);
    assertThat(bench.indexes()).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    assertThat(report.reason()).isEmpty();
    assertThat(report.taken()).isEqualTo(5);
    assertThat(report.accepted()).isEqualTo(5);
  }

  @Test
  void results_are_counted_by_what_came_of_them() {
    List<SendResult> results =
        List.of(
            yes(),
            acceptedByAlternative(),
            no(FailureReason.QUOTA),
            no(FailureReason.QUOTA),
            no(FailureReason.INVALID_RECIPIENT),
            perhaps());
    Iterator<SendResult> script = results.iterator();
    bench.sender.answering(message -> script.next());

    BatchReport report = bench.finish(bench.start(6, bench.options(1)));

    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.fellBack()).isEqualTo(1);
    assertThat(report.rejected()).isEqualTo(3);
    assertThat(report.rejectedByReason())
        .isEqualTo(Map.of(FailureReason.QUOTA, 2L, FailureReason.INVALID_RECIPIENT, 1L));
    assertThat(report.unknown()).isEqualTo(1);
    assertThat(report.taken()).isEqualTo(6);
  }

  @Test
  void no_more_than_the_window_is_taken_or_handed_over() {
    Batch batch = bench.start(100, bench.options(3));
    bench.pool.runNext();

    assertThat(batch.progress().taken()).isEqualTo(3);
    assertThat(batch.progress().inFlight()).isEqualTo(3);
    assertThat(bench.pool.waiting()).isEqualTo(3);

    bench.pool.runNext();
    assertThat(batch.progress().taken()).as("one ended, one was taken").isEqualTo(4);
    assertThat(batch.progress().inFlight()).isEqualTo(3);
  }

  @Test
  void results_come_in_the_order_in_which_messages_end() {
    bench.sender.holding(0);
    Batch batch = bench.start(3, bench.options(3));
    bench.pool.runAll();

    assertThat(bench.indexes()).containsExactly(1L, 2L);
    assertThat(batch.progress().inFlight()).isEqualTo(1);

    bench.sender.release(yes());
    bench.finish(batch);
    assertThat(bench.indexes()).containsExactly(1L, 2L, 0L);
  }

  @Test
  void a_held_message_costs_no_thread_and_does_not_hold_up_the_others() {
    bench.sender.holding(0);
    Batch batch = bench.start(101, bench.options(2));
    bench.pool.runAll();

    assertThat(batch.progress().accepted()).isEqualTo(100);
    assertThat(bench.pool.waiting()).isZero();

    bench.sender.release(yes());
    assertThat(bench.finish(batch).accepted()).isEqualTo(101);
  }

  @Test
  void a_result_from_another_thread_is_settled_on_the_executor() {
    bench.sender.holding();
    Batch batch = bench.start(1, bench.options(1));
    bench.pool.runAll();

    bench.sender.release(yes());
    assertThat(bench.seen).as("nothing of the caller's runs in that thread").isEmpty();

    bench.pool.runAll();
    assertThat(bench.seen).hasSize(1);
    assertThat(Bench.report(batch).accepted()).isEqualTo(1);
  }

  @Test
  void nothing_of_the_source_is_touched_in_the_starting_thread() {
    Batch batch = bench.start(1, bench.options(1));

    assertThat(batch.progress().taken()).isZero();
    assertThat(batch.progress().state()).isEqualTo(BatchState.RUNNING);
  }

  @Test
  void an_executor_that_runs_tasks_in_the_calling_thread_runs_the_whole_batch_in_it() {
    Batch batch = bench.engine(Runnable::run).start(Bench.notes(10), bench.options(4).build());

    assertThat(Bench.report(batch).accepted()).isEqualTo(10);
    assertThat(bench.indexes()).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void a_source_without_messages_is_complete_at_once() {
    BatchReport report = bench.finish(bench.start(0, bench.options(4)));

    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    assertThat(report.taken()).isZero();
    assertThat(report.perSecond()).isZero();
  }

  @Test
  void the_total_is_the_size_of_a_collection() {
    assertThat(bench.start(7, bench.options(1)).progress().total()).hasValue(7);
  }

  @Test
  void the_total_of_a_stream_is_what_the_caller_says() {
    Stream<Message> stream = Bench.notes(7).stream();

    assertThat(bench.engine().start(stream, bench.options(1).build()).progress().total()).isEmpty();
    assertThat(
            bench.engine().start(Stream.of(), bench.options(1).total(9).build()).progress().total())
        .hasValue(9);
  }

  @Test
  void a_stream_is_sent_and_closed_once_at_the_end() {
    AtomicInteger closed = new AtomicInteger();
    Stream<Note> stream =
        Stream.iterate(0, i -> i + 1)
            .limit(4)
            .map(i -> Note.to("o-" + i))
            .onClose(closed::incrementAndGet);
    bench.sender.holding(3);

    Batch batch = bench.engine().start(stream, bench.options(2).build());
    bench.pool.runAll();
    assertThat(closed).as("one message is still in flight").hasValue(0);

    bench.sender.release(yes());
    assertThat(bench.finish(batch).accepted()).isEqualTo(4);
    assertThat(closed).hasValue(1);
  }

  @Test
  void progress_tells_time_rate_and_what_is_left() {
    int[] slow = {20};
    bench.sender.answering(message -> slow[0]-- > 0 ? bench.after(Duration.ofMillis(500)) : yes());
    Batch batch = bench.start(100, bench.options(1));
    bench.pool.runNext();
    for (int i = 0; i < 20; i++) {
      bench.pool.runNext();
    }

    assertThat(batch.progress().elapsed()).isEqualTo(Duration.ofSeconds(10));
    assertThat(batch.progress().perSecond()).isBetween(1.8, 2.2);
    assertThat(batch.progress().eta().orElseThrow())
        .isBetween(Duration.ofSeconds(36), Duration.ofSeconds(45));

    BatchReport report = bench.finish(batch);
    bench.time.advance(Duration.ofHours(1));
    assertThat(report.elapsed()).isEqualTo(Duration.ofSeconds(10));
    assertThat(report.perSecond()).isEqualTo(10);
    assertThat(batch.progress().elapsed()).as("the time stands still").isEqualTo(report.elapsed());
    assertThat(batch.progress().state()).isEqualTo(BatchState.DONE);
  }

  @Test
  void the_engine_knows_its_batches_and_can_cancel_them_all() {
    BatchEngine engine = bench.engine();
    Batch first = engine.start(Bench.notes(9), bench.options(1).build());
    Batch second = engine.start(Bench.notes(9), bench.options(1).build());
    assertThat(engine.underWay()).isEqualTo(2);

    engine.cancelAll();

    assertThat(bench.finish(first).end()).isEqualTo(BatchEnd.CANCELLED);
    assertThat(bench.finish(second).end()).isEqualTo(BatchEnd.CANCELLED);
    assertThat(engine.underWay()).isZero();
  }

  @Test
  void a_batch_that_is_started_after_all_were_cancelled_is_cancelled_too() {
    BatchEngine engine = bench.engine();
    engine.cancelAll();

    BatchReport report = bench.finish(engine.start(Bench.notes(9), bench.options(4).build()));

    assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
    assertThat(report.taken()).isZero();
    assertThat(bench.sender.sent()).isEmpty();
  }

  @Test
  void a_batch_that_is_done_leaves_nothing_in_the_timer() {
    bench.finish(bench.start(3, bench.options(1)));

    bench.time.advance(Duration.ofSeconds(2));

    assertThat(bench.time.waiting()).isZero();
  }

  @Test
  void a_timer_that_was_closed_and_runs_its_tasks_at_once_does_no_harm() {
    BatchEngine engine =
        new BatchEngine(
            Bench.plain(bench.sender), bench.pool, (delay, task) -> task.run(), bench.time::nanos);

    BatchReport report = bench.finish(engine.start(Bench.notes(3), bench.options(1).build()));

    assertThat(report.accepted()).isEqualTo(3);
  }

  private static SendResult acceptedByAlternative() {
    Attempt attempt =
        new Attempt(1, 1, "main", "note", Instant.EPOCH, Duration.ZERO, Outcome.ACCEPTED, null);
    return yes().withTrace(new Trace("id", List.of(attempt)));
  }
}
