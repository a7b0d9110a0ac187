package io.notifyjava;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.no;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.event.AttemptEvent;
import io.notifyjava.event.FallbackEvent;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.event.ResultEvent;
import io.notifyjava.event.RetryEvent;
import io.notifyjava.fixture.Card;
import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.message.Message;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.result.ConfigurationException;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendFailedException;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Fallback;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.ProviderContext;
import io.notifyjava.template.MemoryTemplateStore;
import io.notifyjava.template.TemplateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NotifierTest {

  private final ScriptedProvider provider =
      new ScriptedProvider(
          Capabilities.of(Note.class, Capabilities.Support.plain())
              .and(Card.class, Capabilities.Support.plain()));
  private final ManualTime time = new ManualTime().passingByItself();

  private NotifierBuilder builder() {
    return Notifier.builder()
        .provider("main", provider)
        .executor(Runnable::run)
        .clock(time)
        .ticker(time::nanos)
        .timer(time);
  }

  @Test
  void a_message_is_sent_and_its_result_told() {
    try (Notifier notifier = builder().build()) {
      SendResult result = notifier.send(Note.to("o-1"));

      assertThat(result.orThrow().receipt().providerMessageId()).contains("id-1");
      assertThat(result.messageId()).isNotEmpty();
    }
  }

  @Test
  void a_notifier_without_an_outbox_says_how_to_give_it_one() {
    try (Notifier notifier = Notifier.builder().provider("main", provider).build()) {
      assertThatThrownBy(notifier::outbox)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Notifier.builder().outbox(store)")
          .hasMessageContaining("notify-jdbc");
    }
    assertThatThrownBy(
            () ->
                Notifier.builder()
                    .provider("main", provider)
                    .configuration(Map.of("notify.outbox.lease", "30s"))
                    .build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("notify.outbox: there are settings, but there is no store");
  }

  @Test
  void a_result_can_be_turned_into_an_exception_that_tells_the_truth() {
    provider.then(no(FailureReason.QUOTA), ScriptedProvider.perhaps());
    try (Notifier notifier = builder().build()) {
      SendResult rejected = notifier.send(Note.to("o-1"));
      SendResult unknown = notifier.send(Note.to("o-1"));

      assertThatThrownBy(rejected::orThrow)
          .isInstanceOf(SendFailedException.class)
          .hasMessageContaining("was rejected and certainly not sent: QUOTA no: said no");
      assertThatThrownBy(unknown::orThrow)
          .isInstanceOf(SendFailedException.class)
          .hasMessageContaining("has an unknown outcome: it may have been sent: TIMEOUT");
    }
  }

  @Nested
  class SendAsync {

    @Test
    void runs_on_the_executor_of_the_caller() {
      List<Runnable> tasks = new ArrayList<>();
      Notifier notifier = builder().executor(tasks::add).build();

      CompletableFuture<SendResult> future = notifier.sendAsync(Note.to("o-1"));

      assertThat(future).isNotDone();
      tasks.get(0).run();
      assertThat(future.join().isAccepted()).isTrue();
    }

    @Test
    void on_an_executor_that_refuses_is_rejected_and_not_sent() {
      Notifier notifier =
          builder()
              .executor(
                  task -> {
                    throw new RejectedExecutionException("full");
                  })
              .build();

      SendResult result = notifier.sendAsync(Note.to("o-1")).join();

      assertThat(result).isInstanceOf(Rejected.class);
      assertThat(result.failure().orElseThrow().reason()).isEqualTo(FailureReason.OVERLOADED);
      assertThat(provider.sent()).isEmpty();
    }

    @Test
    void cancelled_before_it_began_is_not_sent() {
      List<Runnable> tasks = new ArrayList<>();
      Notifier notifier = builder().executor(tasks::add).build();
      CompletableFuture<SendResult> future = notifier.sendAsync(Note.to("o-1"));

      future.cancel(true);
      tasks.get(0).run();

      assertThat(provider.sent()).isEmpty();
    }

    @Test
    void begun_after_the_close_is_rejected() {
      List<Runnable> tasks = new ArrayList<>();
      Notifier notifier = builder().executor(tasks::add).build();
      CompletableFuture<SendResult> future = notifier.sendAsync(Note.to("o-1"));

      notifier.close();
      tasks.get(0).run();

      assertThat(future.join().failure().orElseThrow().reason()).isEqualTo(FailureReason.CANCELLED);
      assertThat(provider.sent()).isEmpty();
    }

    @Test
    void without_an_executor_of_the_caller_runs_on_threads_of_ours() {
      Thread[] seen = new Thread[1];
      provider.always(
          context -> {
            seen[0] = Thread.currentThread();
            return ScriptedProvider.yes();
          });
      try (Notifier notifier = Notifier.builder().provider("main", provider).build()) {
        assertThat(notifier.sendAsync(Note.to("o-1")).join().isAccepted()).isTrue();
      }

      assertThat(seen[0]).isNotSameAs(Thread.currentThread());
      assertThat(seen[0].isDaemon()).isTrue();
    }
  }

  @Nested
  class ABatch {

    @Test
    void reports_what_came_of_every_message() {
      provider.then(
          no(FailureReason.INVALID_RECIPIENT),
          no(FailureReason.WINDOW_CLOSED),
          ScriptedProvider.yes(),
          ScriptedProvider.perhaps());
      try (Notifier notifier = builder().build()) {
        BatchReport report =
            notifier
                .batch(
                    IntStream.range(0, 10)
                        .mapToObj(i -> Fallback.first(Note.to("o-" + i)).then(Card.to("o-" + i))),
                    BatchOptions.builder().concurrency(1).build())
                .join();

        assertThat(report.accepted()).isEqualTo(8);
        assertThat(report.fellBack()).isEqualTo(1);
        assertThat(report.rejectedByReason())
            .isEqualTo(Map.of(FailureReason.INVALID_RECIPIENT, 1L));
        assertThat(report.unknown()).isEqualTo(1);
      }
    }

    @Test
    void of_a_hundred_thousand_on_a_pool_of_the_caller_is_whole() throws Exception {
      ExecutorService pool = Executors.newFixedThreadPool(8);
      try (Notifier notifier =
          Notifier.builder().provider("main", provider()).executor(pool).build()) {
        BatchReport report =
            notifier
                .batch(
                    IntStream.range(0, 100_000).mapToObj(i -> Note.to("o-" + i)),
                    BatchOptions.builder().concurrency(32).build())
                .await(Duration.ofMinutes(1))
                .orElseThrow();

        assertThat(report.accepted()).isEqualTo(100_000);
      }
      assertThat(pool.isShutdown()).as("the caller's executor goes on").isFalse();
      pool.shutdownNow();
    }

    private ScriptedProvider provider() {
      return ScriptedProvider.ofNotes().forgetful();
    }
  }

  @Nested
  class Explain {

    @Test
    void tells_every_way_in_its_order_and_makes_no_call() {
      try (Notifier notifier = builder().build()) {
        Explanation explanation =
            notifier.explain(Fallback.first(Note.to("o-1")).then(Card.to("o-1")));

        assertThat(explanation.refusal()).isEmpty();
        assertThat(explanation.steps())
            .extracting(Explanation.Step::messageType)
            .containsExactly("note", "card");
        assertThat(explanation.steps().get(1).opensOn())
            .containsExactly(FailureReason.WINDOW_CLOSED);
        assertThat(provider.sent()).isEmpty();
      }
    }

    @Test
    void tells_why_a_message_would_be_refused() {
      provider.refusing("text must have at most 20 characters");
      try (Notifier notifier = builder().build()) {
        assertThat(notifier.explain(Note.to("o-1")).refusal().orElseThrow().text())
            .isEqualTo("text must have at most 20 characters");
      }
    }
  }

  @Nested
  class TheListeners {

    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final NotifierListener listener =
        new NotifierListener() {
          @Override
          public void onAttempt(AttemptEvent event) {
            events.add(event);
          }

          @Override
          public void onRetry(RetryEvent event) {
            events.add(event);
          }

          @Override
          public void onFallback(FallbackEvent event) {
            events.add(event);
          }

          @Override
          public void onResult(ResultEvent event) {
            events.add(event);
          }
        };

    @Test
    void see_the_whole_way_of_a_message() {
      provider.then(later(FailureReason.UNAVAILABLE), no(FailureReason.WINDOW_CLOSED));
      SendResult result;
      try (Notifier notifier = builder().listener(listener).build()) {
        result = notifier.send(Fallback.first(Note.to("o-1")).then(Card.to("o-1")));
      }

      assertThat(events)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly(
              "AttemptEvent",
              "RetryEvent",
              "AttemptEvent",
              "FallbackEvent",
              "AttemptEvent",
              "ResultEvent");
      assertThat(events.get(5))
          .isInstanceOfSatisfying(
              ResultEvent.class, event -> assertThat(event.result()).isEqualTo(result));
    }

    @Test
    void cannot_change_an_outcome() {
      NotifierListener broken =
          new NotifierListener() {
            @Override
            public void onResult(ResultEvent event) {
              throw new StackOverflowError();
            }
          };
      try (Notifier notifier = builder().listener(broken).build()) {
        assertThat(notifier.send(Note.to("o-1")).isAccepted()).isTrue();
      }
    }
  }

  @Nested
  class Close {

    @Test
    void closes_each_provider_once_and_refuses_new_messages() {
      Notifier notifier = builder().build();

      assertThat(notifier.close(Duration.ofSeconds(1)).isClean()).isTrue();
      notifier.close();

      assertThat(provider.closed()).isEqualTo(1);
      assertThatThrownBy(() -> notifier.send(Note.to("o-1")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The notifier is closed");
      assertThatThrownBy(() -> notifier.sendAsync(Note.to("o-1")))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> notifier.batch(List.of(), BatchOptions.defaults()))
          .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void tells_what_it_abandoned() throws Exception {
      CountDownLatch called = new CountDownLatch(1);
      CountDownLatch answer = new CountDownLatch(1);
      provider.always(
          context -> {
            called.countDown();
            await(answer);
            return ScriptedProvider.yes();
          });
      ExecutorService pool = Executors.newSingleThreadExecutor();
      Notifier notifier = builder().executor(pool).build();
      CompletableFuture<SendResult> future = notifier.sendAsync(Note.to("o-1"));
      assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();

      CloseReport report = notifier.close(Duration.ofMillis(1));

      assertThat(report.abandoned()).isEqualTo(1);
      answer.countDown();
      assertThat(future.get(10, TimeUnit.SECONDS).isAccepted()).isTrue();
      pool.shutdown();
    }

    @Test
    void ends_what_waits_as_not_sent() throws Exception {
      provider.always(later(FailureReason.UNAVAILABLE));
      Notifier notifier =
          Notifier.builder()
              .provider("main", provider)
              .executor(Runnable::run)
              .retry(
                  RetryPolicy.defaults()
                      .withBackoff(Duration.ofSeconds(20), Duration.ofSeconds(20)))
              .build();
      CompletableFuture<SendResult> future = notifier.sendAsync(Note.to("o-1"));
      assertThat(future).isNotDone();

      notifier.close(Duration.ZERO);

      assertThat(future.get(10, TimeUnit.SECONDS)).isInstanceOf(Rejected.class);
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Nested
  class TheBuilder {

    @Test
    void names_every_problem_at_once() {
      Properties properties = new Properties();
      properties.setProperty("notify.retry.max-attempts", "99");
      properties.setProperty("notify.accounts.other.type", "pigeon");

      assertThatThrownBy(
              () ->
                  builder()
                      .properties(properties)
                      .environment(Map.of("NOTIFY_DELIVERY_MODE", "never"))
                      .rateLimit("gone", RateLimit.of(1, Duration.ofSeconds(1)))
                      .build())
          .isInstanceOfSatisfying(
              ConfigurationException.class, e -> assertThat(e.problems()).hasSize(4));
    }

    @Test
    void builds_accounts_from_properties() {
      Properties properties = new Properties();
      properties.setProperty("notify.accounts.box.type", "letter-box");
      properties.setProperty("notify.accounts.box.app-id", "wx1");
      properties.setProperty("notify.accounts.box.app-secret", "s3cret");

      try (Notifier notifier = Notifier.builder().properties(properties).build()) {
        assertThat(notifier.send(Note.to("o-1")).attempts().get(0).account()).isEqualTo("box");
      }
    }

    @Test
    void without_an_account_refuses() {
      assertThatThrownBy(() -> Notifier.builder().build())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("No account is configured; add one with provider(...)");
    }

    @Test
    void refuses_two_accounts_of_one_name() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder().provider("main", provider))
          .withMessage("There is an account 'main' already");
    }

    @Test
    void refuses_a_name_that_configuration_could_not_say() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder().provider("Main 2", provider))
          .withMessageContaining("1 to 64 lower-case letters, digits and hyphens");
    }

    @Test
    void collects_what_providers_refuse() {
      assertThatThrownBy(
              () ->
                  Notifier.builder()
                      .provider("a", TheBuilder::refuse)
                      .provider("b", TheBuilder::refuse)
                      .build())
          .isInstanceOfSatisfying(
              ConfigurationException.class,
              e ->
                  assertThat(e.problems())
                      .containsExactly(
                          "account a: appId is missing",
                          "account a: appSecret is missing",
                          "account b: appId is missing",
                          "account b: appSecret is missing"));
    }

    @Test
    void closes_what_was_built_when_something_else_is_wrong() {
      assertThatThrownBy(() -> builder().provider("b", TheBuilder::refuse).build())
          .isInstanceOf(ConfigurationException.class);

      assertThat(provider.closed()).isEqualTo(1);
    }

    private static Provider<Message> refuse(ProviderContext context) {
      throw new ConfigurationException(List.of("appId is missing", "appSecret is missing"));
    }
  }

  @Test
  void templates_can_be_refreshed() {
    try (Notifier notifier =
        builder()
            .templates(MemoryTemplateStore.builder().text("hello", "Hello ${NAME}").build())
            .build()) {
      assertThat(notifier.templates().find("hello")).isPresent();
      assertThatThrownBy(() -> notifier.templates().get("helo"))
          .isInstanceOf(TemplateException.class)
          .hasMessageContaining("hello");
    }
  }
}
