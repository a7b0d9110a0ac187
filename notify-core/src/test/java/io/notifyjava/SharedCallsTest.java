package io.notifyjava;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.fixture.Card;
import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.fixture.Tasks;
import io.notifyjava.message.Message;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Fallback;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.SendContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Messages of a batch that share a call; everything runs in the test's thread. */
class SharedCallsTest {

  private final ManualTime time = new ManualTime();
  private final Tasks tasks = new Tasks();
  private final List<BatchItem> seen = new ArrayList<>();
  private ScriptedProvider provider = ScriptedProvider.sharing(100);
  private NotifierBuilder builder =
      Notifier.builder()
          .executor(tasks)
          .clock(time)
          .ticker(time::nanos)
          .timer(time)
          .retry(RetryPolicy.defaults().withJitter(0));

  private BatchOptions.Builder options() {
    return BatchOptions.builder().onResult(seen::add);
  }

  private Notifier notifier() {
    return builder.provider("main", provider).build();
  }

  private Batch start(List<? extends Message> messages, BatchOptions.Builder options) {
    return notifier().batch(messages, options.build());
  }

  private BatchReport run(List<? extends Message> messages) {
    return run(messages, options());
  }

  private BatchReport run(List<? extends Message> messages, BatchOptions.Builder options) {
    return finish(start(messages, options));
  }

  /** Runs what there is to run, and lets time pass where only time helps. */
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

  private SendResult result(int index) {
    return seen.stream()
        .filter(item -> item.index() == index)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no result of " + index))
        .result();
  }

  private static List<Note> notes(int count) {
    return IntStream.range(0, count).mapToObj(i -> Note.to("open-id-" + i)).toList();
  }

  private static SendResult accepted(String id) {
    return SendResult.accepted(Receipt.of(id, Instant.EPOCH));
  }

  private static Note keyed(int i) {
    return Note.builder("open-id-" + i).idempotencyKey("key-" + i).build();
  }

  @Nested
  class AGroup {

    @Test
    void goes_out_in_one_call_and_each_message_gets_its_own_result() {
      provider.answeringAll(
          (messages, context) ->
              messages.stream().map(message -> accepted(message.recipient().value())).toList());

      BatchReport report = run(notes(40));

      assertThat(report.counts().accepted()).isEqualTo(40);
      assertThat(provider.sharedSizes()).containsExactly(40);
      assertThat(provider.sent()).isEmpty();
      assertThat(time.nanos()).as("nothing else can come, so nothing waits").isZero();
      for (int i = 0; i < 40; i++) {
        assertThat(result(i).orThrow().receipt().providerMessageId()).contains("open-id-" + i);
        assertThat(result(i).messageId()).hasSize(16);
        assertThat(result(i).attempts()).hasSize(1);
      }
      assertThat(seen.stream().map(item -> item.result().messageId()).distinct()).hasSize(40);
    }

    @Test
    void holds_at_most_what_the_provider_can_carry() {
      run(notes(250));

      assertThat(provider.sharedSizes()).containsExactly(100, 100, 50);
    }

    @Test
    void is_larger_than_the_concurrency() {
      run(notes(250), options().concurrency(1));

      assertThat(provider.sharedSizes()).containsExactly(100, 100, 50);
    }

    @Test
    void is_told_of_its_first_message_and_its_whole_time() {
      run(notes(3));

      SendContext context = provider.contexts().get(0);
      assertThat(context.messageId()).isEqualTo(result(0).messageId());
      assertThat(context.attempt()).isEqualTo(1);
      assertThat(context.resend()).isFalse();
      assertThat(context.timeLimit()).isEqualTo(TimeoutPolicy.defaults().attempt());
    }

    @Test
    void keeps_the_order_of_its_messages() {
      List<Note> messages = notes(50);
      run(messages);

      assertThat(provider.shared().get(0)).isEqualTo(messages);
    }

    @Test
    void of_one_goes_by_send() {
      run(notes(1));

      assertThat(provider.shared()).isEmpty();
      assertThat(provider.sent()).hasSize(1);
      assertThat(result(0).isAccepted()).isTrue();
    }

    @Test
    void holds_one_key_only() {
      List<Note> messages =
          IntStream.range(0, 60)
              .mapToObj(i -> Note.builder("open-id-" + i).text("text " + i % 3).build())
              .toList();
      run(messages);

      assertThat(provider.sharedSizes()).containsExactly(20, 20, 20);
      assertThat(provider.shared())
          .allSatisfy(
              group ->
                  assertThat(group.stream().map(one -> ((Note) one).text()).distinct()).hasSize(1));
    }

    @Test
    void holds_messages_of_one_account_only() {
      ScriptedProvider backup = ScriptedProvider.sharing(100);
      builder.provider("backup", backup);
      run(
          IntStream.range(0, 20)
              .mapToObj(i -> Note.builder("o-" + i).account(i % 2 == 0 ? "main" : "backup").build())
              .toList());

      assertThat(provider.sharedSizes()).containsExactly(10);
      assertThat(backup.sharedSizes()).containsExactly(10);
    }

    @Test
    void never_holds_two_messages_to_equal_recipients() {
      List<Note> messages = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        messages.add(Note.to("open-id-" + i % 10));
      }
      BatchReport report = run(messages);

      assertThat(report.counts().accepted()).isEqualTo(30);
      assertThat(provider.sharedSizes()).containsExactly(10, 10, 10);
      assertThat(provider.shared())
          .allSatisfy(
              group -> assertThat(group.stream().map(Message::recipient)).doesNotHaveDuplicates());
    }

    @Test
    void is_for_messages_with_a_key_only() {
      provider.keyed(
          message ->
              message.recipient().value().endsWith("5") ? Optional.empty() : Optional.of("all"));
      run(notes(20));

      assertThat(provider.sharedSizes()).containsExactly(18);
      assertThat(provider.sent()).hasSize(2);
    }

    @Test
    void is_not_made_without_linger() {
      run(notes(20), options().linger(Duration.ZERO));

      assertThat(provider.shared()).isEmpty();
      assertThat(provider.sent()).hasSize(20);
    }

    @Test
    void is_not_made_outside_of_a_batch() {
      try (Notifier notifier = notifier()) {
        for (int i = 0; i < 5; i++) {
          notifier.send(Note.to("a-" + i));
          notifier.sendAsync(Note.to("b-" + i));
        }
        tasks.runAll();
      }

      assertThat(provider.shared()).isEmpty();
      assertThat(provider.sent()).hasSize(10);
    }

    @Test
    void is_not_made_if_the_provider_carries_one_message_a_call() {
      provider = ScriptedProvider.ofNotes().keyed(message -> Optional.of("all"));
      run(notes(5));

      assertThat(provider.shared()).isEmpty();
      assertThat(provider.sent()).hasSize(5);
    }

    @Test
    void works_on_an_executor_that_runs_everything_in_the_calling_thread() {
      builder.executor(Runnable::run);
      BatchReport report = run(notes(25_030), options().concurrency(4));

      assertThat(report.counts().accepted()).isEqualTo(25_030);
      assertThat(provider.sharedSizes()).hasSize(251).contains(100, 30);
    }

    @Test
    void is_not_waited_for_where_every_message_has_a_key_of_its_own() {
      provider.keyed(message -> Optional.of(message.recipient()));
      run(notes(500));

      assertThat(provider.shared()).isEmpty();
      assertThat(provider.sent()).hasSize(500);
      assertThat(time.nanos()).isZero();
    }
  }

  @Nested
  class TheLinger {

    @Test
    void is_over_while_the_source_makes_its_batch_wait() {
      List<Integer> sizes = new ArrayList<>();
      Iterator<Note> source =
          slowAfter(
              10,
              () -> {
                tasks.runAll();
                assertThat(provider.shared()).isEmpty();
                time.advance(Duration.ofMillis(4));
                tasks.runAll();
                assertThat(provider.shared()).as("the linger is not over").isEmpty();
                time.advance(Duration.ofMillis(1));
                tasks.runAll();
                sizes.addAll(provider.sharedSizes());
              });
      finish(notifier().batch(source, options().build()));

      assertThat(sizes).containsExactly(10);
      assertThat(provider.sharedSizes()).containsExactly(10, 10);
    }

    @Test
    void is_the_one_that_the_options_name() {
      Iterator<Note> source =
          slowAfter(
              10,
              () -> {
                time.advance(Duration.ofMillis(999));
                tasks.runAll();
                assertThat(provider.shared()).isEmpty();
              });
      finish(notifier().batch(source, options().linger(Duration.ofSeconds(1)).build()));

      assertThat(provider.sharedSizes()).containsExactly(20);
    }

    @Test
    void ends_at_once_when_the_batch_is_paused() {
      Batch[] batch = new Batch[1];
      Iterator<Note> source = slowAfter(10, () -> batch[0].pause());
      batch[0] = notifier().batch(source, options().build());
      tasks.runAll();

      assertThat(provider.sharedSizes()).as("what was taken runs to its end").containsExactly(11);
      assertThat(time.nanos()).isZero();
      batch[0].resume();
      assertThat(finish(batch[0]).counts().accepted()).isEqualTo(20);
    }

    /** Twenty notes; after so many it does something before it gives the next. */
    private Iterator<Note> slowAfter(int messages, Runnable wait) {
      return Stream.iterate(0, i -> i < 20, i -> i + 1)
          .map(
              i -> {
                if (i == messages) {
                  wait.run();
                }
                return Note.to("open-id-" + i);
              })
          .iterator();
    }
  }

  @Nested
  class AfterTheCall {

    @Test
    void a_failure_stays_with_its_message() {
      provider.answeringAll(
          (messages, context) ->
              IntStream.range(0, messages.size())
                  .mapToObj(
                      i ->
                          switch (i % 3) {
                            case 0 -> yes();
                            case 1 -> no(FailureReason.INVALID_RECIPIENT);
                            default -> perhaps();
                          })
                  .toList());
      BatchReport report = run(notes(30));

      assertThat(report.counts().accepted()).isEqualTo(10);
      assertThat(report.counts().rejected()).isEqualTo(10);
      assertThat(report.counts().unknown()).isEqualTo(10);
      for (int i = 0; i < 30; i++) {
        assertThat(result(i).outcome())
            .isEqualTo(List.of(Outcome.ACCEPTED, Outcome.REJECTED, Outcome.UNKNOWN).get(i % 3));
      }
      assertThat(provider.sharedSizes()).hasSize(1);
    }

    @Test
    void what_may_be_tried_again_is_and_in_one_call_again() {
      provider.answeringAll(
          (messages, context) ->
              Collections.nCopies(
                  messages.size(),
                  context.attempt() == 1 ? later(FailureReason.THROTTLED) : yes()));
      BatchReport report = run(notes(30));

      assertThat(report.counts().accepted()).isEqualTo(30);
      assertThat(provider.sharedSizes()).containsExactly(30, 30);
      assertThat(provider.contexts()).extracting(SendContext::attempt).containsExactly(1, 2);
      assertThat(result(7).attempts())
          .extracting(Attempt::number, Attempt::outcome)
          .containsExactly(
              org.assertj.core.api.Assertions.tuple(1, Outcome.REJECTED),
              org.assertj.core.api.Assertions.tuple(2, Outcome.ACCEPTED));
    }

    @Test
    void an_unknown_outcome_is_resent_alone() {
      provider =
          new ScriptedProvider(
                  Capabilities.of(
                      Note.class, new Capabilities.Support(100, Duration.ofMinutes(10), false)))
              .keyed(message -> Optional.of("all"))
              .answeringAll(perhaps());
      BatchReport report = run(IntStream.range(0, 20).mapToObj(i -> keyed(i)).toList());

      assertThat(report.counts().accepted()).isEqualTo(20);
      assertThat(provider.sharedSizes()).containsExactly(20);
      assertThat(provider.sent()).hasSize(20);
      assertThat(provider.contexts().subList(1, 21))
          .allMatch(SendContext::resend)
          .extracting(SendContext::attempt)
          .containsOnly(2);
    }

    @Test
    void an_unknown_outcome_without_a_key_ends_unknown_for_each() {
      provider.answeringAll(perhaps());
      BatchReport report = run(notes(20));

      assertThat(report.counts().unknown()).isEqualTo(20);
      assertThat(provider.sharedSizes()).containsExactly(20);
      assertThat(provider.sent()).isEmpty();
    }

    @Test
    void an_unknown_outcome_is_looked_up_for_each() {
      provider =
          new ScriptedProvider(
                  Capabilities.of(Note.class, new Capabilities.Support(100, Duration.ZERO, true)))
              .keyed(message -> Optional.of("all"))
              .answeringAll(perhaps())
              .settling(yes());

      assertThat(run(notes(20)).counts().accepted()).isEqualTo(20);
      assertThat(provider.sharedSizes()).containsExactly(20);
    }

    @Test
    void each_goes_on_to_its_own_alternative() {
      ScriptedProvider cards =
          new ScriptedProvider(Capabilities.of(Card.class, Capabilities.Support.plain()));
      builder.provider("cards", cards);
      provider.answeringAll(
          (messages, context) ->
              IntStream.range(0, messages.size())
                  .mapToObj(i -> i % 2 == 0 ? yes() : no(FailureReason.WINDOW_CLOSED))
                  .toList());
      List<Fallback> messages =
          IntStream.range(0, 20)
              .mapToObj(i -> Fallback.first(Note.to("o-" + i)).then(Card.to("o-" + i)))
              .toList();
      BatchReport report = run(messages);

      assertThat(report.counts().accepted()).isEqualTo(20);
      assertThat(report.counts().fellBack()).isEqualTo(10);
      assertThat(provider.sharedSizes()).containsExactly(20);
      assertThat(cards.sent()).hasSize(10);
    }

    @Test
    void alternatives_share_a_call_too() {
      ScriptedProvider cards =
          new ScriptedProvider(
                  Capabilities.of(Card.class, new Capabilities.Support(50, Duration.ZERO, false)))
              .keyed(message -> Optional.of("card"));
      builder.provider("cards", cards);
      provider.answeringAll(no(FailureReason.WINDOW_CLOSED));
      List<Fallback> messages =
          IntStream.range(0, 20)
              .mapToObj(i -> Fallback.first(Note.to("o-" + i)).then(Card.to("o-" + i)))
              .toList();

      assertThat(run(messages).counts().fellBack()).isEqualTo(20);
      assertThat(cards.sharedSizes()).containsExactly(20);
    }
  }

  @Nested
  class WhatProtectsTheAccount {

    @Test
    void one_call_takes_one_turn_of_the_rate_limit() {
      builder.rateLimit("main", RateLimit.of(2, Duration.ofHours(1)).withMaxWait(Duration.ZERO));
      BatchReport report = run(notes(250));

      assertThat(provider.sharedSizes()).containsExactly(100, 100);
      assertThat(report.counts().accepted()).isEqualTo(200);
      assertThat(report.counts().rejectedByReason()).containsOnlyKeys(FailureReason.THROTTLED);
    }

    @Test
    void a_call_that_waits_for_its_turn_holds_no_thread() {
      builder.rateLimit("main", RateLimit.of(1, Duration.ofSeconds(2)));
      Batch batch = start(notes(200), options());
      tasks.runAll();
      assertThat(provider.sharedSizes()).containsExactly(100);
      assertThat(tasks.waiting()).isZero();
      time.advance(Duration.ofSeconds(2));

      assertThat(finish(batch).counts().accepted()).isEqualTo(200);
      assertThat(provider.sharedSizes()).containsExactly(100, 100);
    }

    @Test
    void one_call_is_one_record_of_the_circuit_breaker() {
      provider = ScriptedProvider.sharing(10).answeringAll(no(FailureReason.UNAVAILABLE));
      builder.circuitBreaker(new CircuitBreakerPolicy(0.5, 100, 4, Duration.ofSeconds(10), 5));
      run(notes(100), options().concurrency(1));

      assertThat(provider.sharedSizes()).as("opens after four calls").hasSize(4);
      assertThat(
              seen.stream()
                  .filter(
                      item -> item.result().failure().orElseThrow().code().equals("circuit-open")))
          .hasSize(60);
    }

    @Test
    void a_call_that_is_well_for_one_message_is_a_well_call() {
      provider = ScriptedProvider.sharing(10);
      provider.answeringAll(
          (messages, context) ->
              IntStream.range(0, messages.size())
                  .mapToObj(i -> i == 9 ? yes() : no(FailureReason.UNAVAILABLE))
                  .toList());
      builder.circuitBreaker(new CircuitBreakerPolicy(0.5, 100, 4, Duration.ofSeconds(10), 5));
      run(notes(100), options().concurrency(1));

      assertThat(provider.sharedSizes()).hasSize(10);
    }
  }

  @Nested
  class Time {

    @Test
    void a_message_whose_time_is_nearly_over_goes_alone() {
      Note hurried =
          Note.builder("hurried").deadline(time.instant().plus(Duration.ofSeconds(4))).build();
      List<Note> messages = new ArrayList<>(notes(10));
      messages.add(5, hurried);
      run(messages);

      assertThat(provider.sent()).containsExactly(hurried);
      assertThat(provider.sharedSizes()).containsExactly(10);
      assertThat(provider.contexts())
          .extracting(SendContext::timeLimit)
          .contains(Duration.ofSeconds(4), TimeoutPolicy.defaults().attempt());
    }

    @Test
    void a_call_keeps_the_time_of_its_most_hurried_message() {
      Note hurried =
          Note.builder("hurried").deadline(time.instant().plus(Duration.ofSeconds(7))).build();
      List<Note> messages = new ArrayList<>(notes(10));
      messages.add(5, hurried);
      run(messages);

      assertThat(provider.sharedSizes()).containsExactly(11);
      assertThat(provider.contexts().get(0).timeLimit()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void a_message_whose_deadline_passes_while_its_call_waits_is_not_sent() {
      builder.rateLimit("main", RateLimit.of(1, Duration.ofSeconds(8)));
      List<Note> messages = new ArrayList<>(notes(110));
      Note hurried =
          Note.builder("hurried").deadline(time.instant().plus(Duration.ofSeconds(6))).build();
      messages.set(105, hurried);
      BatchReport report = run(messages);

      assertThat(report.counts().accepted()).isEqualTo(109);
      assertThat(provider.sharedSizes()).containsExactly(100, 9);
      assertThat(result(105).outcome()).isEqualTo(Outcome.REJECTED);
      assertThat(result(105).failure().orElseThrow().reason()).isEqualTo(FailureReason.EXPIRED);
    }

    @Test
    void the_total_time_ends_what_waits() {
      builder
          .timeouts(new TimeoutPolicy(Duration.ofSeconds(4), Duration.ofSeconds(2)))
          .rateLimit("main", RateLimit.of(1, Duration.ofSeconds(5)));
      BatchReport report = run(notes(200));

      assertThat(report.counts().accepted()).isEqualTo(100);
      assertThat(report.counts().rejectedByReason())
          .containsExactly(java.util.Map.entry(FailureReason.EXPIRED, 100L));
      assertThat(provider.sharedSizes()).containsExactly(100);
      assertThat(provider.sent()).isEmpty();
    }
  }

  @Nested
  class AProviderThatBreaksItsContract {

    private void assertUnknownForEach(
        BiFunction<List<Message>, SendContext, List<SendResult>> answer, String text) {
      provider.answeringAll(answer);
      BatchReport report = run(notes(3));

      assertThat(report.counts().unknown()).isEqualTo(3);
      assertThat(provider.sharedSizes()).containsExactly(3);
      assertThat(seen)
          .allSatisfy(
              item -> {
                assertThat(item.result().failure().orElseThrow().reason())
                    .isEqualTo(FailureReason.INTERNAL);
                assertThat(item.result().failure().orElseThrow().text()).isEqualTo(text);
                assertThat(item.result().attempts()).hasSize(1);
              });
    }

    @Test
    void and_throws_leaves_each_message_unknown() {
      assertUnknownForEach(
          (messages, context) -> {
            throw new IllegalStateException("with a secret in it");
          },
          "The provider of account 'main' threw java.lang.IllegalStateException");
    }

    @Test
    void and_throws_an_error_leaves_each_message_unknown() {
      assertUnknownForEach(
          (messages, context) -> {
            throw new StackOverflowError();
          },
          "The provider of account 'main' threw java.lang.StackOverflowError");
    }

    @Test
    @SuppressWarnings("NullAway") // what it must not do
    void and_returns_null_leaves_each_message_unknown() {
      assertUnknownForEach(
          (messages, context) -> null,
          "The provider of account 'main' returned null instead of results for 3 messages");
    }

    @Test
    void and_returns_too_few_results_leaves_each_message_unknown() {
      assertUnknownForEach(
          (messages, context) -> List.of(yes(), yes()),
          "The provider of account 'main' returned 2 results for 3 messages");
    }

    @Test
    void and_returns_too_many_results_leaves_each_message_unknown() {
      assertUnknownForEach(
          (messages, context) -> List.of(yes(), yes(), yes(), yes()),
          "The provider of account 'main' returned 4 results for 3 messages");
    }

    @Test
    void and_returns_a_null_among_results_leaves_each_message_unknown() {
      assertUnknownForEach(
          (messages, context) -> Arrays.asList(yes(), null, yes()),
          "The provider of account 'main' returned something else than a result for 3 messages");
    }

    @Test
    void and_throws_instead_of_a_key_sends_each_message_alone() {
      provider.keyed(
          message -> {
            throw new IllegalStateException("no key");
          });

      assertThat(run(notes(3)).counts().accepted()).isEqualTo(3);
      assertThat(provider.sent()).hasSize(3);
    }
  }
}
