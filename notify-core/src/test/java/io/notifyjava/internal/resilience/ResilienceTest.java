package io.notifyjava.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.policy.RetryPolicy;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResilienceTest {

  @Nested
  class TheBackoff {

    private final RetryPolicy policy =
        RetryPolicy.defaults().withBackoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    @Test
    void doubles_up_to_its_longest() {
      Backoff backoff = new Backoff(policy.withJitter(0), new Random(1));

      assertThat(
              IntStream.rangeClosed(1, 6)
                  .mapToObj(retry -> backoff.before(retry, Duration.ZERO).toMillis()))
          .containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Test
    void survives_more_doublings_than_a_long_has_bits() {
      Backoff backoff =
          new Backoff(
              policy.withJitter(0).withBackoff(Duration.ofHours(1), Duration.ofDays(1)),
              new Random(1));

      assertThat(backoff.before(1_000, Duration.ZERO)).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void spreads_a_crowd_over_its_jitter() {
      Backoff backoff = new Backoff(policy.withJitter(1), new Random(1));
      int[] bins = new int[10];
      for (int i = 0; i < 10_000; i++) {
        bins[(int) (backoff.before(5, Duration.ZERO).toMillis() / 100)]++;
      }

      assertThat(IntStream.of(bins).summaryStatistics())
          .as("no tenth of a second gets three times its share")
          .satisfies(share -> assertThat(share.getMax()).isLessThan(3_000))
          .satisfies(share -> assertThat(share.getMin()).isGreaterThan(500));
    }
  }

  @Nested
  class TheBudget {

    @Test
    void gives_what_was_saved_and_then_what_is_earned() {
      RetryBudget budget = new RetryBudget(RetryPolicy.defaults().withBudget(0.5, 2));

      assertThat(budget.take()).isTrue();
      assertThat(budget.take()).isTrue();
      assertThat(budget.take()).isFalse();
      budget.earn();
      assertThat(budget.take()).isFalse();
      budget.earn();
      assertThat(budget.take()).isTrue();
    }

    @Test
    void saves_no_more_than_its_reserve() {
      RetryBudget budget = new RetryBudget(RetryPolicy.defaults().withBudget(1, 1));
      budget.earn();
      budget.earn();

      assertThat(budget.take()).isTrue();
      assertThat(budget.take()).isFalse();
    }

    @Test
    void is_exact_among_threads() throws InterruptedException {
      RetryBudget budget = new RetryBudget(RetryPolicy.defaults().withBudget(0, 1_000));
      AtomicInteger taken = new AtomicInteger();
      Thread[] threads = new Thread[8];
      for (int i = 0; i < threads.length; i++) {
        threads[i] =
            new Thread(
                () -> {
                  for (int j = 0; j < 1_000; j++) {
                    if (budget.take()) {
                      taken.incrementAndGet();
                    }
                  }
                });
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(taken).hasValue(1_000);
    }
  }
}
