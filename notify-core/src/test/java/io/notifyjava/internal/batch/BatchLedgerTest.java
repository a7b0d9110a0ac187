package io.notifyjava.internal.batch;

import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.DuplicatePolicy;
import io.notifyjava.batch.LedgerException;
import io.notifyjava.batch.LedgerKeys;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.batch.LedgerSummary;
import io.notifyjava.batch.ResumePolicy;
import io.notifyjava.fixture.Note;
import io.notifyjava.message.Message;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a batch writes down, and what another makes of it. */
class BatchLedgerTest {

  private final Bench bench = new Bench();
  private final NotebookLedger ledger = new NotebookLedger();

  private BatchOptions.Builder options(int concurrency) {
    return bench.options(concurrency).ledger(ledger);
  }

  private BatchReport run(List<Message> messages, BatchOptions.Builder options) {
    return bench.finish(bench.engine().start(messages, options.build()));
  }

  @Test
  void every_message_is_begun_before_it_is_sent() {
    ledger.whenBegun = () -> ledger.calls.add("begun before " + bench.sender.sent().size());
    List<Message> messages = Bench.notes(7);

    BatchReport report = run(messages, options(1));

    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    assertThat(bench.sender.sent()).isEqualTo(messages);
    // Blocks of 1, 2 and 4.
    assertThat(ledger.calls)
        .containsSubsequence("start", "begun before 0", "begun before 1", "begun before 3", "end")
        .doesNotContain("close");
  }

  @Test
  void outcomes_are_written_down_by_what_they_are() {
    List<Message> messages = Bench.notes(4);
    Iterator<SendResult> script =
        List.of(yes(), no(FailureReason.INVALID_RECIPIENT), no(FailureReason.THROTTLED), perhaps())
            .iterator();
    bench.sender.answering(message -> script.next());

    run(messages, options(1));

    assertThat(messages)
        .extracting(ledger::stateOf)
        .containsExactly(
            LedgerState.ACCEPTED,
            LedgerState.of(no(FailureReason.INVALID_RECIPIENT)),
            LedgerState.of(no(FailureReason.THROTTLED)),
            LedgerState.UNKNOWN);
  }

  @Test
  void second_run_sends_what_may_pass_and_what_was_not_begun_and_skips_the_rest() {
    List<Message> messages = Bench.notes(6);
    ledger
        .with(messages.get(0), LedgerState.ACCEPTED)
        .with(messages.get(1), LedgerState.REJECTED)
        .with(messages.get(2), LedgerState.RETRYABLE)
        .with(messages.get(3), LedgerState.UNKNOWN)
        .with(messages.get(4), LedgerState.BEGUN);

    BatchReport report = run(messages, options(2));

    assertThat(bench.sender.sent()).containsExactly(messages.get(2), messages.get(5));
    assertThat(bench.seen).extracting(BatchItem::index).containsExactly(2L, 5L);
    assertThat(report.end()).isEqualTo(BatchEnd.COMPLETED);
    assertThat(report.taken()).isEqualTo(6);
    assertThat(report.accepted()).isEqualTo(2);
    assertThat(report.skipped()).isEqualTo(4);
    assertThat(report.counts().skippedByState())
        .isEqualTo(
            Map.of(
                LedgerState.ACCEPTED, 1L,
                LedgerState.REJECTED, 1L,
                LedgerState.UNKNOWN, 1L,
                LedgerState.BEGUN, 1L));
    assertThat(report.toString()).contains("4 skipped {BEGUN=1, ACCEPTED=1, REJECTED=1");
  }

  @Test
  void unknown_and_rejected_messages_are_sent_again_if_asked() {
    List<Message> messages = Bench.notes(4);
    ledger
        .with(messages.get(0), LedgerState.ACCEPTED)
        .with(messages.get(1), LedgerState.REJECTED)
        .with(messages.get(2), LedgerState.UNKNOWN)
        .with(messages.get(3), LedgerState.BEGUN);

    run(messages, options(2).resume(ResumePolicy.defaults().withRejected().withUnknown()));

    assertThat(bench.sender.sent()).containsExactlyElementsOf(messages.subList(1, 4));
    assertThat(ledger.summary().accepted()).isEqualTo(4);
  }

  @Test
  void message_with_the_key_of_an_earlier_one_is_refused_and_the_first_keeps_its_entry() {
    List<Message> messages =
        List.of(Note.to("a"), Note.builder("a").text("other").build(), Note.to("b"), Note.to("a"));

    BatchReport report = run(messages, options(1));

    assertThat(bench.sender.sent()).containsExactly(messages.get(0), messages.get(2));
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.SUPPRESSED, 2L));
    Rejected refused = (Rejected) bench.seen.get(1).result();
    assertThat(refused.cause().toString()).contains("give a ledgerKey that tells them apart");
    assertThat(ledger.stateOf(messages.get(0))).isEqualTo(LedgerState.ACCEPTED);
  }

  @Test
  void repetition_of_what_an_earlier_run_sent_is_skipped_too_wherever_blocks_end() {
    for (int before = 0; before < 4; before++) {
      Note first = Note.to("a");
      ledger.with(first, LedgerState.ACCEPTED);
      List<Message> messages = new ArrayList<>();
      for (int i = 0; i < before; i++) {
        messages.add(Note.to("x" + before + i));
      }
      messages.addAll(List.of(first, Note.to("a"), Note.to("a")));

      BatchReport report = run(messages, options(1));

      assertThat(report.skipped()).as("after %s others", before).isEqualTo(3);
      assertThat(report.accepted()).isEqualTo(before);
      assertThat(report.rejected()).isZero();
    }
  }

  @Test
  void key_of_the_callers_tells_messages_to_one_recipient_apart() {
    List<Message> messages = List.of(Note.to("a"), Note.builder("a").text("other").build());

    BatchReport report = run(messages, options(1).ledgerKey(message -> ((Note) message).text()));

    assertThat(report.accepted()).isEqualTo(2);
  }

  @Test
  void message_whose_key_cannot_be_told_is_refused_and_the_rest_goes_on() {
    List<Message> messages = Bench.notes(3);

    BatchReport report =
        run(
            messages,
            options(1)
                .ledgerKey(
                    message -> {
                      if (message == messages.get(1)) {
                        throw new IllegalStateException("of the caller's");
                      }
                      return message == messages.get(2) ? null : message.recipient().value();
                    }));

    assertThat(bench.sender.sent()).containsExactly(messages.get(0));
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.INVALID_MESSAGE, 2L));
  }

  @Test
  void ledger_that_cannot_begin_a_block_ends_the_batch_and_no_message_of_it_is_sent() {
    ledger.failsAtBegin = 2;
    List<Message> messages = Bench.notes(20);

    BatchReport report = run(messages, options(4));

    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.cause()).isInstanceOf(LedgerException.class);
    assertThat(report.reason()).contains("the ledger failed: no space left; make room");
    assertThat(bench.sender.sent()).containsExactlyElementsOf(messages.subList(0, 3));
    assertThat(report.accepted()).isEqualTo(3);
    assertThat(report.firstNotTaken()).isEqualTo(3);
    assertThat(ledger.calls).contains("end");
  }

  @Test
  void block_that_was_written_although_beginning_it_failed_is_handed_back() {
    List<Message> messages = Bench.notes(6);
    ledger.with(messages.get(1), LedgerState.RETRYABLE);
    ledger.whenBegun =
        () -> {
          if (ledger.blocks.size() == 2) {
            throw new LedgerException(LedgerException.Kind.UNAVAILABLE, "no answer came");
          }
        };

    BatchReport report = run(messages, options(1));

    // Blocks of 1 and 2.
    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(bench.sender.sent()).containsExactly(messages.get(0));
    assertThat(ledger.stateOf(messages.get(1))).isEqualTo(LedgerState.RETRYABLE);
    assertThat(ledger.stateOf(messages.get(2))).isEqualTo(LedgerState.NOT_BEGUN);
    assertThat(ledger.summary().unknown()).isZero();
  }

  @Test
  void outcome_that_cannot_be_written_ends_the_batch_and_no_result_is_lost() {
    List<Message> messages = Bench.notes(20);
    ledger.failsToRecord = true;

    BatchReport report = run(messages, options(1));

    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.cause()).isInstanceOf(LedgerException.class);
    assertThat(report.accepted()).isEqualTo(bench.sender.sent().size()).isEqualTo(1);
    assertThat(bench.seen).hasSize(1);
  }

  @Test
  void ledger_of_another_batch_is_refused_before_anything_is_sent() {
    ledger.inUse = true;

    BatchReport report = run(Bench.notes(3), options(1));

    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.reason()).contains("in use by process 42; wait");
    assertThat(report.taken()).isZero();
    assertThat(bench.sender.sent()).isEmpty();
    // It is not ours to give back.
    assertThat(ledger.calls).containsExactly("start");
  }

  @Test
  void cancelled_batch_hands_back_what_it_had_not_taken() {
    bench.sender.holding();
    List<Message> messages = Bench.notes(40);
    Batch batch = bench.engine().start(messages, options(4).build());
    bench.pool.runAll();
    LedgerSummary during = ledger.summary();

    batch.cancel();
    bench.pool.runAll();
    while (bench.sender.held() > 0) {
      bench.sender.release(yes());
    }
    BatchReport report = bench.finish(batch);

    // Blocks of 1, 2 and 4, of which 4 are in flight.
    assertThat(during.unknown()).isEqualTo(7);
    assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
    assertThat(report.taken()).isEqualTo(4);
    assertThat(ledger.summary().accepted()).isEqualTo(report.accepted());
    assertThat(ledger.summary().unknown()).isZero();

    bench.sender.answering(message -> yes());
    Bench second = new Bench();
    BatchReport rest =
        second.finish(second.engine().start(messages, second.options(4).ledger(ledger).build()));
    assertThat(rest.accepted()).isEqualTo(40 - report.accepted());
    assertThat(rest.skipped()).isEqualTo(report.accepted());
  }

  @Test
  void stop_condition_hands_back_what_was_not_taken() {
    BatchOptions.Builder options =
        options(1)
            .stopWhen(
                (progress, last) -> last.index() == 3 ? Optional.of("enough") : Optional.empty());

    BatchReport report = run(Bench.notes(40), options);

    assertThat(report.end()).isEqualTo(BatchEnd.STOPPED);
    assertThat(ledger.summary().accepted()).isEqualTo(report.taken()).isBetween(4L, 5L);
    assertThat(ledger.summary().unknown()).isZero();
  }

  @Test
  void fault_of_the_source_is_told_at_its_place_and_what_came_before_is_sent() {
    List<Message> messages = Bench.notes(10);
    IllegalStateException fault = new IllegalStateException("broken");
    Iterator<Message> source =
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Message next() {
            if (next == 5) {
              throw fault;
            }
            return messages.get(next++);
          }
        };

    BatchReport report = bench.finish(bench.engine().start(source, options(2).build()));

    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(report.cause()).isSameAs(fault);
    assertThat(report.reason()).contains("the source threw").contains("at message 5");
    assertThat(bench.sender.sent()).containsExactlyElementsOf(messages.subList(0, 5));
    assertThat(ledger.summary().accepted()).isEqualTo(5);
  }

  @Test
  void slow_source_is_taken_from_singly() {
    Iterator<Message> notes = Bench.notes(6).iterator();
    Iterator<Message> slow =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return notes.hasNext();
          }

          @Override
          public Message next() {
            bench.time.advance(Duration.ofMillis(50));
            return notes.next();
          }
        };

    bench.finish(bench.engine().start(slow, options(1).build()));

    assertThat(ledger.blocks).containsOnly(1).hasSize(6);
  }

  @Test
  void blocks_grow_to_what_was_asked_and_no_further() {
    run(Bench.notes(30), options(1).ledgerBlock(8));

    assertThat(ledger.blocks).containsExactly(1, 2, 4, 8, 8, 7);
  }

  @Test
  void null_in_the_source_is_rejected_and_not_written_down() {
    List<Message> messages = new ArrayList<>(Bench.notes(3));
    messages.set(1, null);

    BatchReport report = run(messages, options(1));

    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.INVALID_MESSAGE, 1L));
    assertThat(ledger.summary().accepted()).isEqualTo(2);
  }

  @Test
  void recipient_of_a_skipped_message_counts_as_seen() {
    Note first = Note.to("a");
    Note again = Note.builder("a").text("other").build();
    ledger.with(first, LedgerState.ACCEPTED);

    BatchReport report =
        run(
            List.of(first, again),
            options(1)
                .duplicates(DuplicatePolicy.SKIP)
                .ledgerKey(message -> message == again ? "again" : LedgerKeys.textOf(message)));

    assertThat(bench.sender.sent()).isEmpty();
    assertThat(report.duplicates()).isEqualTo(1);
    assertThat(report.rejectedByReason()).isEqualTo(Map.of(FailureReason.SUPPRESSED, 1L));
  }

  @Test
  void paused_batch_has_its_ledger_flushed_about_once_a_second() {
    bench.sender.holding();
    Batch batch = bench.start(3, options(1));
    bench.pool.runAll();
    batch.pause();
    ledger.calls.clear();

    for (int i = 0; i < 30; i++) {
      bench.time.advance(Duration.ofMillis(100));
      bench.pool.runAll();
    }

    assertThat(ledger.calls).hasSizeBetween(2, 3).containsOnly("flush");
  }

  @Test
  void executor_that_is_shut_down_leaves_nothing_unknown_that_it_had_not_started() {
    List<Message> messages = Bench.notes(40);
    Batch batch = bench.engine().start(messages, options(3).build());
    bench.pool.runNext();
    bench.pool.runNext();

    List<Runnable> never = bench.pool.shutdownNow();
    bench.time.advance(Duration.ofSeconds(1));

    BatchReport report = Bench.await(batch);
    never.forEach(Runnable::run);
    assertThat(report.end()).isEqualTo(BatchEnd.FAILED);
    assertThat(ledger.summary().accepted()).isEqualTo(report.accepted());
    assertThat(ledger.summary().of(LedgerState.RETRYABLE)).isEqualTo(report.rejected());
    assertThat(ledger.summary().unknown()).isZero();
    assertThat(ledger.calls).contains("end");

    Bench second = new Bench();
    BatchReport rest =
        second.finish(second.engine().start(messages, second.options(4).ledger(ledger).build()));
    assertThat(rest.accepted()).isEqualTo(40 - report.accepted());
  }

  @Test
  void result_that_never_comes_is_unknown_in_the_ledger_too() {
    bench.sender.holding(0);
    Batch batch = bench.start(3, options(1).finishTimeout(Duration.ofMinutes(1)));
    bench.pool.runAll();

    bench.time.advance(Duration.ofMinutes(2));

    BatchReport report = bench.finish(batch);
    assertThat(report.unknown()).isEqualTo(1);
    assertThat(ledger.summary().of(LedgerState.UNKNOWN)).isEqualTo(1);
    assertThat(ledger.summary().accepted()).isEqualTo(2);
  }

  @Test
  void interrupt_of_a_thread_does_not_reach_the_ledger_and_is_not_lost() {
    List<Boolean> flags = new ArrayList<>();
    ledger.whenBegun = () -> flags.add(Thread.currentThread().isInterrupted());
    Batch batch = bench.start(1, options(1));
    Thread.currentThread().interrupt();

    bench.pool.runAll();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(flags).containsExactly(false);
    assertThat(bench.finish(batch).taken()).isEqualTo(1);
  }
}
