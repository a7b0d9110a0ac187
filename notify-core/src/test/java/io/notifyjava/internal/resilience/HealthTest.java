package io.notifyjava.internal.resilience;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.event.BackupEvent;
import io.notifyjava.fixture.ManualTime;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final Duration REST = Duration.ofSeconds(10);

  private final ManualTime time = new ManualTime();
  private final List<BackupEvent> told = Collections.synchronizedList(new ArrayList<>());
  private final CircuitBreakerPolicy policy = new CircuitBreakerPolicy(0.5, 10, 4, REST, 1);
  private final Breaker breaker = new Breaker("main", policy, time::nanos, null);
  private final Health health = new Health("main", breaker, policy, time::nanos, told::add);

  private void answer(int times, SendResult result) {
    for (int i = 0; i < times; i++) {
      assertThat(breaker.tryAcquire()).isTrue();
      breaker.record(result, Duration.ZERO);
      health.note(result);
    }
  }

  private void assertWell() {
    assertThat(health.isSick()).isFalse();
    assertThat(health.isResting()).isFalse();
    assertThat(health.mayTry()).isTrue();
  }

  private void assertResting() {
    assertThat(health.isSick()).isTrue();
    assertThat(health.isResting()).isTrue();
    assertThat(health.mayTry()).isFalse();
  }

  @Nested
  class ByTheCircuit {

    @Test
    void an_account_is_sick_while_its_circuit_is_not_closed() {
      answer(3, later(FailureReason.UNAVAILABLE));
      assertWell();
      answer(1, perhaps());
      assertResting();

      time.advance(REST.minusNanos(1));
      assertResting();
      time.advance(Duration.ofNanos(2));
      assertThat(health.isResting()).isFalse();
      assertThat(health.mayTry()).as("the breaker decides who tries").isTrue();
      assertThat(health.mayTry()).isTrue();
      assertThat(health.isSick()).isTrue();

      answer(1, yes());
      assertWell();
    }

    @Test
    void a_failed_trial_makes_it_rest_again() {
      answer(4, later(FailureReason.UNAVAILABLE));
      time.advance(REST.plusNanos(1));
      answer(1, later(FailureReason.UNAVAILABLE));

      assertResting();
      time.advance(REST.plusNanos(1));
      assertThat(health.mayTry()).isTrue();
    }
  }

  @Nested
  class ByRefusals {

    @Test
    void so_many_in_a_row_make_an_account_sick_whose_circuit_is_closed() {
      answer(3, no(FailureReason.AUTHENTICATION));
      assertWell();
      answer(1, no(FailureReason.QUOTA));

      assertResting();
      assertThat(breaker.isClosed()).isTrue();
      assertThat(health.sickness().reason()).isEqualTo(FailureReason.QUOTA);
      assertThat(health.sickness().text())
          .isEqualTo("Account 'main' failed too often and is passed over for a while");
    }

    @Test
    void one_caller_tries_after_each_rest() throws InterruptedException {
      answer(4, no(FailureReason.AUTHENTICATION));
      time.advance(REST);
      AtomicInteger tries = new AtomicInteger();
      CountDownLatch go = new CountDownLatch(1);
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Thread thread =
            new Thread(
                () -> {
                  awaitQuietly(go);
                  tries.addAndGet(health.mayTry() ? 1 : 0);
                });
        thread.start();
        threads.add(thread);
      }
      go.countDown();
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(tries).hasValue(1);
      time.advance(REST);
      assertThat(health.mayTry()).as("a trial that nobody made is no trial").isTrue();
    }

    @Test
    void one_that_is_accepted_ends_the_sickness() {
      answer(4, no(FailureReason.AUTHENTICATION));
      time.advance(REST);
      assertThat(health.mayTry()).isTrue();
      answer(1, yes());

      assertWell();
      answer(3, no(FailureReason.AUTHENTICATION));
      assertWell();
    }

    @Test
    void a_refused_message_is_an_answer_of_a_well_account() {
      answer(3, no(FailureReason.AUTHENTICATION));
      answer(1, no(FailureReason.INVALID_RECIPIENT));
      answer(3, no(FailureReason.AUTHENTICATION));

      assertWell();
    }

    @Test
    void being_throttled_says_nothing() {
      answer(3, no(FailureReason.AUTHENTICATION));
      answer(50, later(FailureReason.THROTTLED));
      assertWell();
      answer(1, no(FailureReason.AUTHENTICATION));

      assertResting();
    }
  }

  @Nested
  class AnEpisode {

    @Test
    void is_told_once_at_its_beginning_and_once_at_its_end() {
      answer(4, no(FailureReason.AUTHENTICATION));
      health.hiddenBy("backup");
      health.hiddenBy("backup");
      health.hiddenBy("other");
      time.advance(REST);
      answer(1, yes());
      answer(5, yes());

      assertThat(told)
          .containsExactly(
              new BackupEvent(
                  "main",
                  "backup",
                  BackupEvent.State.HIDES_SICKNESS,
                  FailureReason.AUTHENTICATION,
                  1,
                  Duration.ZERO),
              new BackupEvent(
                  "main",
                  "backup",
                  BackupEvent.State.WELL_AGAIN,
                  FailureReason.AUTHENTICATION,
                  3,
                  REST));
    }

    @Test
    void lasts_through_failed_trials() {
      answer(4, later(FailureReason.UNAVAILABLE));
      health.hiddenBy("backup");
      time.advance(REST.plusNanos(1));
      answer(1, later(FailureReason.UNAVAILABLE));
      health.hiddenBy("backup");
      time.advance(REST.plusNanos(1));
      answer(1, yes());

      assertThat(told)
          .extracting(BackupEvent::state)
          .containsExactly(BackupEvent.State.HIDES_SICKNESS, BackupEvent.State.WELL_AGAIN);
      assertThat(told.get(1).messages()).isEqualTo(2);
    }

    @Test
    void does_not_begin_while_the_account_is_well() {
      answer(3, later(FailureReason.UNAVAILABLE));
      health.hiddenBy("backup");

      assertThat(told).isEmpty();
    }

    @Test
    void does_not_begin_if_nobody_hides_anything() {
      answer(4, later(FailureReason.UNAVAILABLE));
      time.advance(REST.plusNanos(1));
      answer(1, yes());

      assertThat(told).isEmpty();
    }

    @Test
    void comes_again_with_the_next_sickness() {
      for (int i = 0; i < 3; i++) {
        answer(4, no(FailureReason.QUOTA));
        health.hiddenBy("backup");
        time.advance(REST);
        answer(1, yes());
      }

      assertThat(told).hasSize(6);
    }

    @Test
    void is_told_once_and_in_order_among_threads() throws InterruptedException {
      List<Thread> threads = new ArrayList<>();
      CountDownLatch go = new CountDownLatch(1);
      for (int i = 0; i < 8; i++) {
        boolean answers = i == 0;
        threads.add(
            new Thread(
                () -> {
                  awaitQuietly(go);
                  for (int j = 0; j < 2_000; j++) {
                    if (answers) {
                      SendResult result = j % 8 < 6 ? no(FailureReason.QUOTA) : yes();
                      health.note(result);
                    } else {
                      health.hiddenBy("backup");
                    }
                  }
                }));
      }
      threads.forEach(Thread::start);
      go.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      health.note(yes());

      assertThat(told.size() % 2).isZero();
      for (int i = 0; i < told.size(); i++) {
        assertThat(told.get(i).state())
            .isEqualTo(
                i % 2 == 0 ? BackupEvent.State.HIDES_SICKNESS : BackupEvent.State.WELL_AGAIN);
      }
    }
  }

  @Test
  void a_shared_call_is_judged_by_its_best_result() {
    SendResult sick = later(FailureReason.UNAVAILABLE);
    SendResult refused = no(FailureReason.AUTHENTICATION);
    SendResult bad = no(FailureReason.INVALID_RECIPIENT);

    assertThat(health.better(sick, refused)).isSameAs(refused);
    assertThat(health.better(refused, bad)).isSameAs(bad);
    assertThat(health.better(bad, refused)).isSameAs(bad);
    assertThat(health.better(refused, yes()).isAccepted()).isTrue();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
