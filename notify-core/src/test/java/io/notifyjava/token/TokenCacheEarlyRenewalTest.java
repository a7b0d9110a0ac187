package io.notifyjava.token;

import static io.notifyjava.token.CacheFixture.POLICY;
import static io.notifyjava.token.CacheFixture.constant;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The token is renewed while it still serves, and nobody waits for that. Row C10. */
@Timeout(120)
class TokenCacheEarlyRenewalTest {

  private static final int LIFE = 7_200;
  private static final int MARGIN = 240;

  private final CacheFixture node = new CacheFixture();

  @Test
  void a_fresh_token_costs_no_call_no_question_to_the_store_and_no_task() {
    CountingStore store = new CountingStore(new MemoryTokenStore());
    CacheFixture counted = new CacheFixture(store);
    counted.get();
    int questions = store.questions();
    counted.time.pass(LIFE - MARGIN - 1);

    for (int i = 0; i < 1_000; i++) {
      counted.cache.confirm(counted.get());
    }

    assertThat(counted.platform.calls()).isEqualTo(1);
    assertThat(store.questions()).isEqualTo(questions);
    assertThat(counted.executor.offered()).isZero();
  }

  @Test
  void within_the_margin_the_old_token_serves_while_one_renewal_runs_in_the_background() {
    node.get();
    node.time.pass(LIFE - MARGIN);

    assertThat(IntStream.range(0, 1_000).mapToObj(i -> node.value())).containsOnly("T1");
    assertThat(node.executor.offered()).isEqualTo(1);
    assertThat(node.platform.calls()).isEqualTo(1);

    node.executor.runAll();
    assertThat(node.value()).isEqualTo("T2");
    assertThat(node.platform.calls()).isEqualTo(2);
  }

  @Test
  void a_renewal_that_hangs_makes_nobody_wait_while_the_old_token_is_good() throws Exception {
    node.get();
    node.time.pass(LIFE - MARGIN);
    FakePlatform.Gate gate = node.platform.blocks();
    node.get();
    Thread background = new Thread(node.executor::runAll);
    background.start();
    gate.awaitCall();

    assertThat(node.value()).isEqualTo("T1");
    gate.open();
    background.join();
    assertThat(node.value()).isEqualTo("T2");
  }

  @Test
  void jitter_moves_the_renewal_towards_the_end_and_never_before_the_margin() {
    CacheFixture late = new CacheFixture();
    TokenCache cache = late.builder(POLICY).random(constant(0.999_999)).build();
    cache.get(CacheFixture.PATIENT);

    late.time.pass(LIFE - MARGIN + 59);
    cache.get(CacheFixture.PATIENT);
    assertThat(late.executor.offered()).isZero();

    late.time.pass(1);
    cache.get(CacheFixture.PATIENT);
    assertThat(late.executor.offered()).isEqualTo(1);
  }

  @Test
  void the_margin_is_never_more_than_half_of_a_short_life() {
    node.platform.grantsFor(Duration.ofSeconds(300));
    node.get();

    node.time.pass(149);
    node.get();
    assertThat(node.executor.offered()).isZero();
    node.time.pass(1);
    node.get();
    assertThat(node.executor.offered()).isEqualTo(1);
  }

  @Test
  void failing_early_renewals_keep_the_old_token_to_its_end_with_one_call_per_step() {
    node.get();
    node.time.pass(LIFE - MARGIN);
    node.platform.fails(FakePlatform.BUSY);

    for (int second = 0; second < MARGIN; second++) {
      assertThat(node.value()).isEqualTo("T1");
      node.executor.runAll();
      node.time.pass(1);
    }

    // Steps of 1, 2, 4, 8, 16, 32 and then 60 seconds.
    assertThat(node.platform.calls()).isEqualTo(1 + 6 + 3);
    assertThat(node.failure()).isEqualTo(FakePlatform.BUSY.retryAfter(Duration.ofSeconds(60)));
  }

  @Test
  void an_early_renewal_that_failed_once_is_made_up_for() {
    node.get();
    node.time.pass(LIFE - MARGIN);
    node.platform.fails(FakePlatform.BUSY);
    node.get();
    node.executor.runAll();
    node.platform.heals();
    node.time.pass(1);
    node.get();
    node.executor.runAll();

    assertThat(node.value()).isEqualTo("T3");
  }

  @Test
  void a_rejecting_executor_costs_nobody_time_until_the_token_ends() {
    node.get();
    node.executor.rejects(true);
    node.time.pass(LIFE - MARGIN);

    for (int second = 0; second < MARGIN; second++) {
      node.get();
      assertThat(node.value()).isEqualTo("T1");
      node.time.pass(1);
    }
    assertThat(node.platform.calls()).isEqualTo(1);
    assertThat(node.executor.offered()).isBetween(2, MARGIN);

    assertThat(node.value()).isEqualTo("T2");
    assertThat(node.platform.calls()).isEqualTo(2);
  }

  @Test
  void an_executor_that_drops_tasks_silently_delays_the_renewal_to_the_end_of_the_token() {
    node.get();
    node.time.pass(LIFE - MARGIN);
    node.get();
    node.time.pass(MARGIN - 1);
    assertThat(node.value()).isEqualTo("T1");

    node.time.pass(1);
    assertThat(node.value()).isEqualTo("T2");
    node.executor.runAll();
    assertThat(node.platform.calls()).isEqualTo(2);
  }

  @Test
  void an_early_renewal_that_never_returns_is_given_up_and_made_anew() throws Exception {
    node.get();
    node.time.pass(LIFE - MARGIN);
    FakePlatform.Gate gate = node.platform.blocks();
    node.get();
    Thread background = new Thread(node.executor::runAll);
    background.start();
    gate.awaitCall();
    node.platform.heals();

    node.time.pass(POLICY.lockLease().plusMillis(1));
    assertThat(node.value()).isEqualTo("T1");
    node.time.pass(1);
    assertThat(node.value()).isEqualTo("T1");
    node.executor.runAll();
    assertThat(node.value()).isEqualTo("T3");

    gate.open();
    background.join();
    assertThat(node.value()).isEqualTo("T3");
    assertThat(node.inStore()).isEqualTo("T3");
  }

  @Test
  void an_early_renewal_that_hands_back_the_same_token_takes_its_remaining_life() {
    node.proven();
    node.time.pass(LIFE - MARGIN);
    node.platform.grants("T1", Duration.ofSeconds(235));
    node.get();
    node.executor.runAll();

    assertThat(node.value()).isEqualTo("T1");
    node.time.pass(117);
    node.get();
    assertThat(node.executor.waiting()).isZero();
    node.time.pass(1);
    node.get();
    assertThat(node.executor.waiting()).isEqualTo(1);
  }

  @Test
  void an_executor_that_runs_tasks_in_the_calling_thread_works() {
    TokenCache direct = node.builder(POLICY).random(constant(0)).executor(Runnable::run).build();
    direct.get(CacheFixture.PATIENT);
    node.time.pass(LIFE - MARGIN);

    assertThat(direct.get(CacheFixture.PATIENT).value()).isEqualTo("T1");
    assertThat(direct.get(CacheFixture.PATIENT).value()).isEqualTo("T2");
  }

  @Test
  void an_interrupted_background_thread_leaves_the_renewal_to_the_next() throws Exception {
    node.get();
    node.time.pass(LIFE - MARGIN);
    FakePlatform.Gate gate = node.platform.blocks();
    node.get();
    Thread background = new Thread(node.executor::runAll);
    background.start();
    gate.awaitCall();
    background.interrupt();
    background.join();
    node.platform.heals();

    assertThat(node.value()).isEqualTo("T1");
    node.time.pass(1);
    node.get();
    node.executor.runAll();
    assertThat(node.value()).isEqualTo("T3");
  }
}
