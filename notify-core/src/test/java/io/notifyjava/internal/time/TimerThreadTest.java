package io.notifyjava.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TimerThreadTest {

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void a_task_runs_when_its_time_has_come() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    try (TimerThread timer = new TimerThread()) {
      timer.schedule(Duration.ZERO, ran::countDown);

      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void what_waits_at_the_end_is_run_once() {
    TimerThread timer = new TimerThread();
    timer.schedule(Duration.ofDays(1), runs::incrementAndGet);

    timer.close();
    timer.close();

    assertThat(runs).hasValue(1);
  }

  @Test
  void what_comes_after_the_end_is_run_at_once() {
    TimerThread timer = new TimerThread();
    timer.close();

    timer.schedule(Duration.ofDays(1), runs::incrementAndGet);

    assertThat(runs).hasValue(1);
  }

  @Test
  void a_task_that_fails_does_not_end_the_thread() throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    try (TimerThread timer = new TimerThread()) {
      timer.schedule(
          Duration.ZERO,
          () -> {
            throw new IllegalStateException();
          });
      timer.schedule(Duration.ZERO, ran::countDown);

      assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
