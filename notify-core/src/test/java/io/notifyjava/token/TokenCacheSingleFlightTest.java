package io.notifyjava.token;

import static io.notifyjava.token.CacheFixture.KEY;
import static io.notifyjava.token.CacheFixture.PATIENT;
import static io.notifyjava.token.CacheFixture.POLICY;
import static io.notifyjava.token.CacheFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** One renewal, whoever asks, waits, gives up or is interrupted. Rows C1 and C12. */
@Timeout(120)
class TokenCacheSingleFlightTest {

  private static final Duration HURRIED = Duration.ofMillis(1_500);

  private final CacheFixture node = new CacheFixture();
  private final FakePlatform.Gate gate = node.platform.blocks();

  @Test
  void a_thousand_threads_on_a_cold_cache_make_one_call() throws Exception {
    Crowd<String> crowd = Crowd.of(1_000, node::value).awaitStill();
    gate.open();

    crowd.allGot("T1");
    assertThat(node.platform.calls()).isEqualTo(1);
  }

  @Test
  void a_thousand_threads_on_an_expired_token_make_one_call() throws Exception {
    gate.open();
    node.get();
    node.time.pass(Duration.ofHours(2));
    node.platform.heals();
    FakePlatform.Gate second = node.platform.blocks();

    Crowd<String> crowd = Crowd.of(1_000, node::value).awaitStill();
    second.open();

    crowd.allGot("T2");
    assertThat(node.platform.calls()).isEqualTo(2);
  }

  @Test
  void a_thousand_threads_after_a_refusal_make_one_call() throws Exception {
    gate.open();
    AccessToken refused = node.proven();

    Crowd.of(
            1_000,
            () -> {
              node.cache.invalidate(refused);
              return node.value();
            })
        .allGot("T2");

    assertThat(node.platform.calls()).isEqualTo(2);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void ten_thousand_virtual_threads_make_one_call() throws Exception {
    Function<Runnable, Thread> virtual = VirtualThreads::unstarted;
    Crowd<String> crowd = Crowd.of(10_000, node::value, virtual).awaitStill();
    gate.open();

    crowd.allGot("T1");
    assertThat(node.platform.calls()).isEqualTo(1);
  }

  @Test
  void a_caller_with_little_time_gets_a_retryable_timeout_that_says_so() {
    TokenCache cache = node.builder(POLICY).executor(this::startAndAwaitItsCall).build();
    Failure failure = failureOf(() -> cache.get(Duration.ofMillis(30)));
    gate.open();

    assertThat(failure.reason()).isEqualTo(FailureReason.TIMEOUT);
    assertThat(failure.retryable()).isTrue();
    assertThat(failure.text())
        .isEqualTo(
            "Expected an access token within PT0.03S, but its renewal has not ended yet; it goes"
                + " on, so try again later");
  }

  /** So that no busy machine lets the caller run the renewal itself, which a gate would hold. */
  private void startAndAwaitItsCall(Runnable task) {
    new Thread(task).start();
    try {
      gate.awaitCall();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_caller_without_time_does_not_wait_and_makes_no_call() {
    assertThat(failureOf(() -> node.cache.get(Duration.ZERO)).reason())
        .isEqualTo(FailureReason.TIMEOUT);
    assertThat(failureOf(() -> node.cache.get(Duration.ofSeconds(-1))).reason())
        .isEqualTo(FailureReason.TIMEOUT);
    assertThat(node.platform.calls()).isZero();
  }

  @Test
  void a_caller_without_time_gets_the_token_that_is_there() {
    gate.open();
    node.get();

    assertThat(node.cache.get(Duration.ZERO).value()).isEqualTo("T1");
  }

  @Test
  void nobody_waits_longer_than_the_policy_says() {
    TokenCache brief =
        node.builder(TokenCachePolicy.builder().waitLimit(Duration.ofMillis(20)).build())
            .executor(this::startAndAwaitItsCall)
            .build();

    assertThat(failureOf(() -> brief.get(Duration.ofHours(1))).text()).contains("PT0.02S");
    gate.open();
  }

  @Test
  void a_renewal_has_its_own_time_limit_and_not_that_of_a_patient_caller() {
    gate.open();
    node.get();

    assertThat(node.platform.limit()).isEqualTo(POLICY.renewalLimit());
  }

  @Test
  void a_renewal_outlives_the_caller_in_a_hurry_who_started_it() throws Exception {
    TokenCache cache = node.builder(POLICY).executor(this::startAndAwaitItsCall).build();
    assertThat(failureOf(() -> cache.get(Duration.ofMillis(100))).reason())
        .isEqualTo(FailureReason.TIMEOUT);
    Crowd<String> crowd = Crowd.of(20, () -> cache.get(PATIENT).value()).awaitStill();
    gate.open();

    crowd.allGot("T1");
    assertThat(node.platform.calls()).isEqualTo(1);
    assertThat(node.platform.limit()).isEqualTo(POLICY.renewalLimit());
  }

  @Test
  void a_caller_in_a_hurry_renews_by_itself_if_the_executor_is_full() {
    gate.open();

    assertThat(node.cache.get(HURRIED).value()).isEqualTo("T1");
    assertThat(node.executor.waiting()).isEqualTo(1);

    node.executor.runAll();
    assertThat(node.platform.calls()).isEqualTo(1);
  }

  @Test
  void a_caller_in_a_hurry_renews_at_once_if_the_executor_rejects() {
    gate.open();
    node.executor.rejects(true);

    assertThat(node.cache.get(HURRIED).value()).isEqualTo("T1");
    assertThat(node.platform.limit()).isLessThanOrEqualTo(HURRIED);
  }

  @Test
  void an_executor_whose_threads_are_all_interrupted_does_not_keep_a_caller_from_renewing() {
    gate.open();
    AtomicInteger tasks = new AtomicInteger();
    TokenCache cache =
        node.builder(POLICY)
            .executor(
                task -> {
                  tasks.incrementAndGet();
                  Thread.currentThread().interrupt();
                  task.run();
                  Thread.interrupted();
                })
            .build();

    assertThat(cache.get(HURRIED).value()).isEqualTo("T1");
    assertThat(tasks).hasValue(1);
  }

  @Test
  void a_full_pool_whose_threads_all_wait_for_the_token_does_not_lock_itself_up() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    gate.open();
    try {
      TokenCache cache = node.builder(POLICY).executor(pool).build();
      var first = pool.submit(() -> cache.get(HURRIED));
      var second = pool.submit(() -> cache.get(HURRIED));

      assertThat(first.get(60, TimeUnit.SECONDS).value()).isEqualTo("T1");
      assertThat(second.get(60, TimeUnit.SECONDS).value()).isEqualTo("T1");
      assertThat(node.platform.calls()).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void an_interrupted_leader_hands_over_and_the_others_get_the_token() throws Exception {
    Crowd<String> leader = Crowd.of(1, this::valueOrReason);
    gate.awaitCall();
    Crowd<String> others = Crowd.of(50, node::value).awaitStill();
    node.platform.heals();
    leader.thread(0).interrupt();

    others.allGot("T2");
    assertThat(node.platform.calls()).isEqualTo(2);
    // It may find the token of the others, if they were quick.
    assertThat(leader.results().get(0)).isIn("CANCELLED", "T2");
  }

  @Test
  void a_leader_out_of_time_hands_over_and_the_others_get_the_token() throws Exception {
    node.executor.rejects(true);
    node.platform.answers(
        call -> {
          node.platform.heals();
          node.time.pass(HURRIED);
          throw new TokenException(
              Failure.transientFailure(FailureReason.TIMEOUT, "timeout", "no answer in time"));
        });

    assertThat(failureOf(() -> node.cache.get(HURRIED)).code()).isEqualTo("token-wait");
    assertThat(node.value()).isEqualTo("T2");
  }

  @Test
  void leaders_that_run_out_of_time_one_after_the_other_count_as_a_failure() {
    node.executor.rejects(true);
    node.platform.fails(
        Failure.transientFailure(FailureReason.TIMEOUT, "timeout", "no answer in time"));

    assertThat(failureOf(() -> node.cache.get(HURRIED)).code()).isEqualTo("timeout");
    assertThat(node.platform.calls()).isEqualTo(2);
    assertThat(failureOf(() -> node.cache.get(HURRIED)).code()).isEqualTo("timeout");
    assertThat(node.platform.calls()).isEqualTo(2);
  }

  @Test
  void interrupted_leaders_one_after_the_other_do_not_call_without_end() throws Exception {
    for (int i = 0; i < 10; i++) {
      Crowd.of(
              1,
              () -> {
                node.platform.answers(TokenCacheSingleFlightTest::interruptedCall);
                return failureOf(node::get);
              })
          .results();
    }

    assertThat(node.platform.calls()).isEqualTo(2);
    assertThat(node.failure().reason()).isEqualTo(FailureReason.UNAVAILABLE);
  }

  @Test
  void an_interrupted_caller_makes_no_call_and_keeps_its_flag() throws Exception {
    Crowd<Boolean> interrupted =
        Crowd.of(
            1,
            () -> {
              Thread.currentThread().interrupt();
              Failure failure = failureOf(node::get);
              return failure.reason() == FailureReason.CANCELLED
                  && Thread.currentThread().isInterrupted();
            });

    interrupted.allGot(true);
    assertThat(node.platform.calls()).isZero();
    gate.open();
    assertThat(node.value()).isEqualTo("T1");
  }

  @Test
  void an_interrupted_caller_gets_the_token_that_is_there() throws Exception {
    gate.open();
    node.get();

    Crowd.of(
            1,
            () -> {
              Thread.currentThread().interrupt();
              return node.value();
            })
        .allGot("T1");
  }

  @Test
  void an_interrupted_waiter_leaves_the_renewal_alone() throws Exception {
    Crowd<String> leader = Crowd.of(1, node::value);
    gate.awaitCall();
    Crowd<Failure> waiter = Crowd.of(1, () -> failureOf(node::get)).awaitStill();
    waiter.thread(0).interrupt();
    assertThat(waiter.results().get(0).text())
        .isEqualTo("The thread was interrupted while it waited for an access token");
    gate.open();

    leader.allGot("T1");
    assertThat(node.platform.calls()).isEqualTo(1);
  }

  @Test
  void a_source_that_never_returns_is_given_up_and_the_next_call_succeeds() throws Exception {
    gate.open();
    FakePlatform.Gate never = node.platform.blocks();
    Crowd<String> stuck = Crowd.of(1, node::value);
    never.awaitCall();
    node.platform.heals();
    node.time.pass(POLICY.lockLease().plusMillis(1));

    assertThat(node.failure().text())
        .isEqualTo(
            "A renewal of the access token did not end within its time limit and was given up;"
                + " check the time limits of the token source");
    node.time.pass(2);
    // The stuck thread still holds the lock in the store, but its lease has ended.
    assertThat(node.value()).isEqualTo("T2");
    never.open();

    stuck.allGot("T2");
    assertThat(node.inStore()).isEqualTo("T2");
    assertThat(node.value()).isEqualTo("T2");
  }

  @Test
  void an_error_of_the_source_reaches_its_caller_and_leaves_nobody_waiting() throws Exception {
    node.platform.answers(
        call -> {
          throw new StackOverflowError("canary");
        });
    Crowd<Boolean> caller =
        Crowd.of(
            1,
            () -> {
              try {
                node.get();
                return false;
              } catch (StackOverflowError e) {
                return true;
              }
            });

    caller.allGot(true);
    assertThat(node.failure().text())
        .contains("java.lang.StackOverflowError")
        .doesNotContain("canary");
    node.platform.heals();
    node.time.pass(2);
    assertThat(node.value()).isEqualTo("T2");
  }

  @Test
  void two_accounts_do_not_wait_for_each_other() {
    TokenKey key = new TokenKey(KEY.platform(), KEY.account(), "f2");
    TokenCache second =
        TokenCache.builder(key, limit -> new TokenSource.Grant("other", Duration.ofHours(2)))
            .store(node.store)
            .executor(node.executor)
            .ticker(node.time::ticks)
            .clock(node.time)
            .build();
    gate.open();

    assertThat(node.value()).isEqualTo("T1");
    assertThat(second.get(PATIENT).value()).isEqualTo("other");
  }

  private String valueOrReason() {
    try {
      return node.value();
    } catch (TokenException e) {
      return e.failure().reason().name();
    }
  }

  private static TokenSource.Grant interruptedCall(int call) {
    Thread.currentThread().interrupt();
    throw new TokenException(
        Failure.permanent(FailureReason.CANCELLED, "interrupted", "the call was interrupted"));
  }
}
