package io.notifyjava;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.event.BackupEvent;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.fixture.Book;
import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.fixture.Tasks;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Routers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Routes of messages that are sent in batches, share calls or not, and meet accounts in trouble.
 */
class RoutedBatchTest {

  private static final int MANY = 5_000;

  private final ManualTime time = new ManualTime();
  private final Tasks tasks = new Tasks();
  private final List<BatchItem> seen = Collections.synchronizedList(new ArrayList<>());
  private final List<BackupEvent> told = Collections.synchronizedList(new ArrayList<>());
  private ScriptedProvider main = ScriptedProvider.sharing(100);
  private ScriptedProvider backup = ScriptedProvider.sharing(100);
  private final NotifierBuilder builder =
      Notifier.builder()
          .executor(tasks)
          .clock(time)
          .ticker(time::nanos)
          .timer(time)
          .router(Routers.ordered("main", "backup"))
          .retry(RetryPolicy.never())
          .circuitBreaker(new CircuitBreakerPolicy(0.5, 10, 4, Duration.ofSeconds(10), 2))
          .listener(
              new NotifierListener() {
                @Override
                public void onBackup(BackupEvent event) {
                  told.add(event);
                }
              });

  private Notifier notifier() {
    return builder.provider("main", main).provider("backup", backup).build();
  }

  private static List<Note> notes(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(i -> Note.to("open-id-" + i)).toList();
  }

  private BatchReport run(Notifier notifier, List<Note> messages) {
    Batch batch =
        notifier.batch(
            messages, BatchOptions.builder().concurrency(64).onResult(seen::add).build());
    // Runs what there is to run, and lets time pass where only time helps.
    for (int i = 0; i < 100_000 && !batch.completion().isDone(); i++) {
      tasks.runAll();
      if (!batch.completion().isDone()) {
        time.advance(Duration.ofMillis(1));
      }
    }
    assertThat(batch.completion()).as("%s", batch.progress()).isDone();
    return batch.join();
  }

  private static List<String> accounts(SendResult result) {
    return result.attempts().stream().map(Attempt::account).toList();
  }

  @Nested
  class ASharedCall {

    @Test
    void that_fails_over_keeps_its_members() {
      main.answeringAll(later(FailureReason.UNAVAILABLE));

      BatchReport report = run(notifier(), notes(0, 250));

      assertThat(report.counts().accepted()).isEqualTo(250);
      assertThat(main.sharedSizes()).containsExactly(100, 100, 50);
      assertThat(backup.sharedSizes()).containsExactly(100, 100, 50);
      assertThat(backup.shared()).isEqualTo(main.shared());
      assertThat(seen)
          .allSatisfy(
              item -> assertThat(accounts(item.result())).containsExactly("main", "backup"));
    }

    @Test
    void is_cut_to_what_the_backup_carries() {
      backup = ScriptedProvider.sharing(30);
      main.answeringAll(later(FailureReason.UNAVAILABLE));

      run(notifier(), notes(0, 100));

      assertThat(backup.sharedSizes()).containsExactly(30, 30, 30, 10);
    }

    @Test
    void goes_on_one_by_one_where_the_backup_carries_one() {
      backup = ScriptedProvider.ofNotes();
      main.answeringAll(later(FailureReason.UNAVAILABLE));

      BatchReport report = run(notifier(), notes(0, 100));

      assertThat(report.counts().accepted()).isEqualTo(100);
      assertThat(backup.sent()).hasSize(100);
    }

    @Test
    void that_failed_for_some_fails_over_for_those() {
      main.answeringAll(
          (messages, context) ->
              IntStream.range(0, messages.size())
                  .mapToObj(
                      i ->
                          i % 4 == 0
                              ? later(FailureReason.THROTTLED)
                              : i % 4 == 1 ? no(FailureReason.INVALID_RECIPIENT) : yes())
                  .toList());

      BatchReport report = run(notifier(), notes(0, 100));

      assertThat(report.counts().accepted()).isEqualTo(75);
      assertThat(report.counts().rejected()).isEqualTo(25);
      assertThat(backup.sharedSizes()).containsExactly(25);
    }

    @Test
    void whose_outcome_is_unknown_stays_where_it_is() {
      main.answeringAll(ScriptedProvider.perhaps());

      BatchReport report = run(notifier(), notes(0, 100));

      assertThat(report.counts().unknown()).isEqualTo(100);
      assertThat(backup.contexts()).isEmpty();
    }

    @Test
    void that_is_tried_again_is_one_retry_with_one_wait() {
      builder.retry(RetryPolicy.defaults().withBudget(0, 2));
      int[] calls = new int[1];
      main.answeringAll(
          (messages, context) ->
              Collections.nCopies(
                  messages.size(), calls[0]++ < 2 ? later(FailureReason.THROTTLED) : yes()));

      BatchReport report = run(notifier(), notes(0, 100));

      assertThat(report.counts().accepted()).isEqualTo(100);
      assertThat(main.sharedSizes()).as("all of them each time").containsExactly(100, 100, 100);
      assertThat(backup.contexts()).isEmpty();
    }

    @Test
    void that_has_spent_the_budget_of_retries_fails_over_as_a_whole() {
      builder.retry(RetryPolicy.defaults().withBudget(0, 1));
      main.answeringAll(later(FailureReason.THROTTLED));

      run(notifier(), notes(0, 100));

      assertThat(main.sharedSizes()).containsExactly(100, 100);
      assertThat(backup.sharedSizes()).containsExactly(100);
    }
  }

  @Nested
  class ASickAccount {

    @Test
    void gets_no_shared_call_until_single_messages_showed_that_it_is_well() {
      main.answeringAll(later(FailureReason.UNAVAILABLE));
      Notifier notifier = notifier();
      run(notifier, notes(0, 400));
      int before = main.shared().size();
      run(notifier, notes(1_000, 200));
      assertThat(main.shared()).as("passed over").hasSize(before);
      time.advance(Duration.ofSeconds(11));
      main.answeringAll(ScriptedProvider.perhaps()).always(ScriptedProvider.perhaps());

      BatchReport report = run(notifier, notes(2_000, 500));

      assertThat(report.counts().unknown()).as("as many as there are trial calls").isEqualTo(2);
      assertThat(report.counts().accepted()).isEqualTo(498);
      assertThat(main.sent()).hasSize(2);
      assertThat(main.shared()).hasSize(before);
    }

    @Test
    void is_told_of_once_in_a_batch_of_thousands_and_so_is_its_recovery() {
      main.answeringAll(later(FailureReason.UNAVAILABLE));
      Notifier notifier = notifier();
      run(notifier, notes(0, MANY));
      main.answeringAll(yes());
      time.advance(Duration.ofSeconds(11));
      run(notifier, notes(MANY, MANY));
      notifier.close();

      assertThat(told)
          .extracting(BackupEvent::state)
          .containsExactly(BackupEvent.State.HIDES_SICKNESS, BackupEvent.State.WELL_AGAIN);
    }
  }

  /** 30 % system errors, 10 % throttled, 5 % silent after the request. */
  @Nested
  class InTrouble {

    private final Book book = new Book();

    private void sharing(int maxBulk) {
      main = maxBulk == 1 ? ScriptedProvider.ofNotes() : ScriptedProvider.sharing(maxBulk);
      backup = maxBulk == 1 ? ScriptedProvider.ofNotes() : ScriptedProvider.sharing(maxBulk);
      book.trouble(main, maxBulk);
      book.health(backup);
      builder
          .retry(RetryPolicy.defaults())
          .circuitBreaker(CircuitBreakerPolicy.defaults())
          .random(new Random(7));
    }

    private void assertTruth(List<Note> messages, List<SendResult> results) {
      assertThat(results).hasSize(messages.size());
      assertThat(results)
          .allSatisfy(
              result -> assertThat(result.outcome()).isIn(Outcome.ACCEPTED, Outcome.UNKNOWN));
      assertThat(book.isEverybodyReachedOnceAtMost()).isTrue();
      assertThat(book.recipients()).isEqualTo(messages.size());
      assertThat(results.stream().filter(SendResult::isAccepted).count())
          .isGreaterThan(messages.size() * 4L / 5);
    }

    @Test
    void single_sends_are_accepted_or_unknown_and_nobody_is_reached_twice() {
      sharing(1);
      time.passingByItself();
      List<SendResult> results = new ArrayList<>();
      try (Notifier notifier = notifier()) {
        for (Note note : notes(0, MANY)) {
          results.add(notifier.send(note));
        }
      }

      assertTruth(notes(0, MANY), results);
    }

    @Test
    void so_are_those_without_a_thread_of_their_own() {
      sharing(1);
      List<CompletableFuture<SendResult>> futures = new ArrayList<>();
      Notifier notifier = notifier();
      for (Note note : notes(0, MANY)) {
        futures.add(notifier.sendAsync(note));
      }
      for (int i = 0; i < 30_000 && !futures.stream().allMatch(CompletableFuture::isDone); i++) {
        tasks.runAll();
        time.advance(Duration.ofMillis(1));
      }

      assertTruth(notes(0, MANY), futures.stream().map(CompletableFuture::join).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void so_are_those_of_a_batch(int maxBulk) {
      sharing(maxBulk);

      run(notifier(), notes(0, MANY));

      assertTruth(notes(0, MANY), seen.stream().map(BatchItem::result).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void so_are_those_of_many_threads(int maxBulk) {
      sharing(maxBulk);
      ExecutorService threads = Executors.newFixedThreadPool(64);
      NotifierBuilder real =
          Notifier.builder()
              .executor(threads)
              .router(Routers.forType("note", Routers.weighted(Map.of("main", 9, "backup", 1))))
              .retry(RetryPolicy.defaults().withBackoff(Duration.ofMillis(1), Duration.ofMillis(2)))
              .circuitBreaker(new CircuitBreakerPolicy(0.5, 20, 10, Duration.ofMillis(5), 2))
              .provider("main", main)
              .provider("backup", backup);
      List<Note> messages = notes(0, 4 * MANY);
      try (Notifier notifier = real.build()) {
        notifier
            .batch(messages, BatchOptions.builder().concurrency(64).onResult(seen::add).build())
            .join();
      } finally {
        threads.shutdownNow();
      }

      assertTruth(messages, seen.stream().map(BatchItem::result).toList());
    }
  }
}
