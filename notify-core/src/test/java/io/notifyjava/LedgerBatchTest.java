package io.notifyjava;

import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchLedger;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.FileBatchLedger;
import io.notifyjava.batch.LedgerKeys;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.batch.LedgerSummary;
import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.fixture.Tasks;
import io.notifyjava.message.Message;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Fallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches with a ledger, through the whole corridor; everything runs in the test's thread. */
class LedgerBatchTest {

  @TempDir Path folder;

  private final ManualTime time = new ManualTime();
  private final Tasks tasks = new Tasks();

  private Notifier notifier(ScriptedProvider provider) {
    return Notifier.builder()
        .executor(tasks)
        .clock(time)
        .ticker(time::nanos)
        .timer(time)
        .provider("main", provider)
        .build();
  }

  private BatchReport finish(Batch batch) {
    for (int i = 0; i < 10_000 && !batch.completion().isDone(); i++) {
      tasks.runAll();
      if (!batch.completion().isDone()) {
        time.advance(Duration.ofMillis(1));
      }
    }
    assertThat(batch.completion()).as("%s", batch.progress()).isDone();
    return batch.join();
  }

  private BatchReport run(ScriptedProvider provider, List<? extends Message> messages) {
    try (FileBatchLedger ledger = FileBatchLedger.open(folder.resolve("ledger"))) {
      return finish(
          notifier(provider)
              .batch(messages, BatchOptions.builder().concurrency(2).ledger(ledger).build()));
    }
  }

  private LedgerSummary summary() {
    try (FileBatchLedger ledger = FileBatchLedger.open(folder.resolve("ledger"))) {
      return ledger.summary();
    }
  }

  private static List<Note> notes(int count) {
    return IntStream.range(0, count).mapToObj(i -> Note.to("open-id-" + i)).toList();
  }

  @Test
  void messages_of_a_shared_call_get_an_entry_each() {
    ScriptedProvider provider = ScriptedProvider.sharing(100);
    provider.answeringAll(
        (messages, context) ->
            messages.stream()
                .map(
                    message ->
                        message.recipient().value().endsWith("7")
                            ? no(FailureReason.INVALID_RECIPIENT)
                            : yes())
                .toList());

    BatchReport report = run(provider, notes(300));

    assertThat(report.accepted()).isEqualTo(270);
    assertThat(summary().accepted()).isEqualTo(270);
    assertThat(summary().of(LedgerState.of(no(FailureReason.INVALID_RECIPIENT)))).isEqualTo(30);
    assertThat(provider.sharedSizes().stream().mapToInt(it -> it).sum()).isEqualTo(300);

    ScriptedProvider second = ScriptedProvider.sharing(100);
    BatchReport rest = run(second, notes(310));
    assertThat(rest.skipped()).isEqualTo(300);
    assertThat(rest.accepted()).isEqualTo(10);
  }

  @Test
  void shared_call_whose_outcome_nobody_knows_is_unknown_for_each_and_not_resent() {
    ScriptedProvider provider = ScriptedProvider.sharing(100);
    provider.answeringAll(
        (messages, context) -> messages.stream().map(message -> perhaps()).toList());

    run(provider, notes(50));
    ScriptedProvider second = ScriptedProvider.sharing(100);
    BatchReport rest = run(second, notes(50));

    assertThat(rest.counts().skippedByState()).isEqualTo(Map.of(LedgerState.UNKNOWN, 50L));
    assertThat(second.sharedSizes()).isEmpty();
  }

  @Test
  void message_with_alternatives_has_one_entry_with_what_came_of_it_in_the_end() {
    ScriptedProvider provider = ScriptedProvider.ofNotes();
    provider.answering(
        message ->
            ((Note) message).text().equals("first") ? no(FailureReason.WINDOW_CLOSED) : yes());
    List<Fallback> messages =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    Fallback.first(Note.builder("open-id-" + i).text("first").build())
                        .then(Note.builder("open-id-" + i).text("second").build()))
            .toList();

    BatchReport report = run(provider, messages);
    BatchReport again = run(provider, messages);

    assertThat(report.fellBack()).isEqualTo(5);
    assertThat(summary().accepted()).isEqualTo(5);
    assertThat(again.skipped()).isEqualTo(5);
  }

  @Test
  void closing_the_notifier_leaves_nothing_unknown_that_was_not_being_sent() {
    try (FileBatchLedger ledger = FileBatchLedger.open(folder.resolve("ledger"))) {
      Notifier notifier = notifier(ScriptedProvider.ofNotes());
      Batch batch =
          notifier.batch(notes(500), BatchOptions.builder().concurrency(2).ledger(ledger).build());
      tasks.runNext();
      batch.cancel();
      BatchReport report = finish(batch);

      assertThat(report.end()).isEqualTo(BatchEnd.CANCELLED);
      assertThat(ledger.summary().accepted()).isEqualTo(report.accepted());
      assertThat(ledger.summary().unknown()).isZero();
    }
    BatchReport rest = run(ScriptedProvider.ofNotes(), notes(500));
    assertThat(rest.accepted() + rest.skipped()).isEqualTo(500);
  }

  // region sample
  BatchReport sendOrGoOn(Notifier notifier, Iterable<Message> messages, Path file) {
    try (BatchLedger ledger = FileBatchLedger.open(file)) {
      return notifier
          .batch(messages, BatchOptions.builder().concurrency(200).ledger(ledger).build())
          .join();
    }
  }

  Set<String> unknown(BatchLedger ledger, Iterable<Message> messages) {
    Set<String> recipients = new TreeSet<>();
    for (Message message : messages) {
      ledger
          .find(LedgerKeys.textOf(message))
          .filter(entry -> entry.isUnknown())
          .ifPresent(entry -> recipients.add(message.recipient().value()));
    }
    return recipients;
  }

  // endregion

  @Test
  void the_sample_sends_once_and_names_whose_outcome_is_unknown() {
    ScriptedProvider provider = ScriptedProvider.ofNotes();
    List<Message> messages = List.copyOf(notes(4));
    Path file = folder.resolve("campaign.ledger");
    List<SendResult> results = List.of(yes(), perhaps(), yes(), yes());
    provider.answering(message -> results.get(messages.indexOf(message)));
    try (Notifier notifier =
        Notifier.builder().executor(Runnable::run).provider("main", provider).build()) {
      sendOrGoOn(notifier, messages, file);
      BatchReport second = sendOrGoOn(notifier, messages, file);

      assertThat(second.skipped()).isEqualTo(4);
      assertThat(provider.sent()).hasSize(4);
    }
    try (FileBatchLedger ledger = FileBatchLedger.open(file)) {
      assertThat(unknown(ledger, messages)).containsExactly("open-id-1");
    }
  }

  @Test
  void the_sample_is_the_one_that_stands_in_the_page() throws IOException {
    String page = Files.readString(Path.of("../docs/batch.md"));
    String here = Files.readString(Path.of("src/test/java/io/notifyjava/LedgerBatchTest.java"));
    String sample =
        here.substring(here.indexOf("// region sample") + 16, here.indexOf("// endregion"));
    assertThat(page.replaceAll("\\s+", "")).contains(sample.replaceAll("\\s+", ""));
  }
}
