package io.notifyjava.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.fixture.ManualTime;
import io.notifyjava.fixture.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnstileTest {

  private final ManualTime time = new ManualTime();
  private final Tasks tasks = new Tasks();
  private final List<String> done = new ArrayList<>();
  private boolean helpComes;

  private Turnstile turnstile(int width) {
    return new Turnstile(tasks, time, width, () -> helpComes);
  }

  private void submit(Turnstile turnstile, String name) {
    turnstile.submit(() -> done.add(name), () -> done.add(name + " refused"));
  }

  @Test
  void asks_for_no_more_threads_than_it_is_wide() {
    Turnstile turnstile = turnstile(2);
    for (int i = 0; i < 5; i++) {
      submit(turnstile, "t" + i);
    }

    assertThat(tasks.waiting()).isEqualTo(2);
    tasks.runAll();
    assertThat(done).containsExactly("t0", "t1", "t2", "t3", "t4");
  }

  @Test
  void asks_again_for_about_a_second_when_it_is_refused() {
    Turnstile turnstile = turnstile(2);
    tasks.taking(0);
    submit(turnstile, "early");
    time.advance(Duration.ofMillis(900));
    assertThat(done).isEmpty();
    tasks.taking(Integer.MAX_VALUE);
    time.advance(Duration.ofMillis(10));
    tasks.runAll();

    assertThat(done).containsExactly("early");
  }

  @Test
  void tells_everybody_who_waits_that_the_executor_refuses_for_good() {
    Turnstile turnstile = turnstile(2);
    tasks.taking(0);
    for (int i = 0; i < 3; i++) {
      submit(turnstile, "t" + i);
    }
    time.advance(Duration.ofSeconds(1));

    assertThat(done).containsExactly("t0 refused", "t1 refused", "t2 refused");
    assertThat(time.waiting()).isZero();
    tasks.taking(1);
    submit(turnstile, "next");
    tasks.runAll();
    assertThat(done).endsWith("next");
  }

  @Test
  void waits_for_help_that_will_come() {
    Turnstile turnstile = turnstile(2);
    helpComes = true;
    tasks.taking(0);
    submit(turnstile, "refused at first");
    time.advance(Duration.ofMinutes(1));
    assertThat(done).isEmpty();
    turnstile.help();
    time.advance(Duration.ofMinutes(1));

    assertThat(time.waiting()).isZero();
    assertThat(done).containsExactly("refused at first");
  }

  @Test
  void gives_up_at_once_when_the_timer_was_closed() {
    helpComes = true;
    tasks.taking(0);
    Turnstile turnstile = new Turnstile(tasks, (delay, task) -> task.run(), 2, () -> helpComes);
    submit(turnstile, "t");

    assertThat(done).containsExactly("t refused");
  }

  @Test
  void a_task_that_throws_does_not_keep_the_next_from_running() {
    Turnstile turnstile = turnstile(1);
    turnstile.submit(
        () -> {
          throw new IllegalStateException("broken");
        },
        () -> done.add("refused"));
    submit(turnstile, "next");
    tasks.runAll();

    assertThat(done).containsExactly("next");
  }

  @Test
  void a_task_that_leaves_an_interrupt_behind_does_not_hand_it_to_the_next() {
    Turnstile turnstile = turnstile(1);
    turnstile.submit(() -> Thread.currentThread().interrupt(), () -> done.add("refused"));
    turnstile.submit(
        () -> done.add("interrupted: " + Thread.currentThread().isInterrupted()), () -> {});

    tasks.runNext();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).isEmpty();
    tasks.runAll();
    assertThat(done).containsExactly("interrupted: false");
  }

  @Test
  void many_threads_run_each_task_once_and_never_too_many() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(16);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(64_000);
    try {
      Turnstile turnstile = new Turnstile(pool, time, 3, () -> false);
      for (int i = 0; i < 64; i++) {
        new Thread(
                () -> {
                  for (int j = 0; j < 1_000; j++) {
                    turnstile.submit(
                        () -> {
                          most.accumulateAndGet(now.incrementAndGet(), Math::max);
                          now.decrementAndGet();
                          all.countDown();
                        },
                        () -> {});
                  }
                })
            .start();
      }

      assertThat(all.await(2, TimeUnit.MINUTES)).isTrue();
      assertThat(most.get()).isBetween(1, 3);
    } finally {
      pool.shutdownNow();
    }
  }
}
