package io.notifyjava.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.policy.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class LimiterTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 500_000_000L);

  private Limiter limiter(int permits, Duration maxWait) {
    return new Limiter(new RateLimit(permits, SECOND, maxWait), now::get);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void gives_its_permits_at_once_and_the_next_one_a_period_later() {
    Limiter limiter = limiter(3, Duration.ofSeconds(10));

    assertThat(limiter.reserve()).contains(Duration.ZERO);
    pass(Duration.ofMillis(100));
    assertThat(limiter.reserve()).contains(Duration.ZERO);
    assertThat(limiter.reserve()).contains(Duration.ZERO);
    assertThat(limiter.reserve()).contains(Duration.ofMillis(900));
    assertThat(limiter.reserve()).contains(SECOND);
    assertThat(limiter.reserve()).contains(SECOND);
    assertThat(limiter.reserve()).contains(Duration.ofMillis(1_900));
  }

  @Test
  void lets_no_second_lot_pass_around_the_edge_of_a_period() {
    Limiter limiter = limiter(100, Duration.ZERO);
    assertThat(limiter.reserve()).contains(Duration.ZERO);
    pass(Duration.ofMillis(999));
    for (int i = 1; i < 100; i++) {
      assertThat(limiter.reserve()).contains(Duration.ZERO);
    }
    pass(Duration.ofMillis(1));

    assertThat(limiter.reserve()).as("the first turn is a period old").contains(Duration.ZERO);
    assertThat(limiter.reserve()).as("the others are not").isEmpty();
  }

  @Test
  void a_turn_that_is_too_far_off_is_not_taken() {
    Limiter limiter = limiter(1, Duration.ofMillis(500));
    assertThat(limiter.reserve()).contains(Duration.ZERO);
    for (int i = 0; i < 1_000; i++) {
      assertThat(limiter.reserve()).isEmpty();
    }
    pass(Duration.ofMillis(500));

    assertThat(limiter.reserve()).contains(Duration.ofMillis(500));
  }

  @Test
  void a_wait_exactly_as_long_as_allowed_is_granted() {
    Limiter limiter = limiter(1, SECOND);
    limiter.reserve();

    assertThat(limiter.reserve()).contains(SECOND);
    assertThat(limiter.reserve()).isEmpty();
  }

  @Test
  void longest_of_all_times_do_not_overflow() {
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    Limiter limiter = new Limiter(new RateLimit(1, forEver, forEver), now::get);

    assertThat(limiter.reserve()).contains(Duration.ZERO);
    pass(Duration.ofDays(365));
    assertThat(limiter.reserve().orElseThrow()).isGreaterThan(Duration.ofDays(20_000));
    assertThat(limiter.reserve()).isEmpty();
  }

  @Test
  void a_million_permits_are_counted_one_by_one() {
    Limiter limiter = limiter(1_000_000, Duration.ZERO);
    for (int i = 0; i < 1_000_000; i++) {
      limiter.reserve();
    }

    assertThat(limiter.reserve()).isEmpty();
    pass(SECOND);
    assertThat(limiter.reserve()).contains(Duration.ZERO);
  }

  @Test
  void sixty_four_threads_in_moving_time_get_no_more_than_the_permits_in_any_period()
      throws InterruptedException {
    int permits = 50;
    AtomicLong seen = new AtomicLong();
    // The ticker is read once in each reserve, in its thread: so each thread knows its turn.
    ThreadLocal<Long> asked = new ThreadLocal<>();
    Limiter limiter =
        new Limiter(
            new RateLimit(permits, SECOND, Duration.ofHours(1)),
            () -> {
              asked.set(seen.addAndGet(Duration.ofMillis(7).toNanos()));
              return asked.get();
            });
    long[][] turns = new long[64][100];
    inThreads(
        turns.length,
        thread ->
            Arrays.setAll(
                turns[thread],
                i -> {
                  long wait = limiter.reserve().orElseThrow().toNanos();
                  return asked.get() + wait;
                }));

    long[] all = Arrays.stream(turns).flatMapToLong(Arrays::stream).sorted().toArray();
    assertThat(all).hasSize(6_400);
    for (int i = permits; i < all.length; i++) {
      assertThat(all[i] - all[i - permits]).isEqualTo(SECOND.toNanos());
    }
  }

  @Test
  void turns_of_sixty_four_threads_in_standing_time_fill_each_period_and_none_twice()
      throws InterruptedException {
    int permits = 50;
    Limiter limiter = limiter(permits, Duration.ofHours(1));
    long[][] waits = new long[64][100];
    inThreads(
        waits.length,
        thread -> Arrays.setAll(waits[thread], i -> limiter.reserve().orElseThrow().toNanos()));

    long[] turns = Arrays.stream(waits).flatMapToLong(Arrays::stream).sorted().toArray();
    for (int i = 0; i < turns.length; i++) {
      assertThat(turns[i]).isEqualTo(i / permits * SECOND.toNanos());
    }
  }

  @Test
  void no_period_of_a_random_crowd_holds_more_than_the_permits() {
    int permits = 7;
    Limiter limiter = limiter(permits, Duration.ofMillis(700));
    Random random = new Random(4);
    List<Long> turns = new ArrayList<>();
    long begin = now.get();
    for (int i = 0; i < 20_000; i++) {
      pass(Duration.ofMillis(random.nextInt(100) == 0 ? 3_000 : random.nextInt(200)));
      long asked = now.get() - begin;
      limiter.reserve().ifPresent(wait -> turns.add(asked + wait.toNanos()));
    }

    assertThat(turns).hasSizeGreaterThan(10_000).isSorted();
    for (int i = permits; i < turns.size(); i++) {
      assertThat(turns.get(i) - turns.get(i - permits)).isGreaterThanOrEqualTo(SECOND.toNanos());
    }
  }

  private static void inThreads(int count, IntConsumer work) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                work.accept(number);
              });
      thread.start();
      threads.add(thread);
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
