package io.notifyjava.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PumpTest {

  private final AtomicLong now = new AtomicLong();
  private final List<Runnable> tasks = new ArrayList<>();

  @Test
  void it_works_until_there_is_no_more() {
    AtomicInteger left = new AtomicInteger(5);
    Pump pump = new Pump(() -> left.get() > 0 && left.decrementAndGet() > 0, tasks::add, now::get);

    pump.drain();

    assertThat(left).hasValue(0);
    assertThat(tasks).isEmpty();
  }

  @Test
  void a_signal_asks_the_executor_once_and_works_in_no_other_thread() {
    AtomicInteger steps = new AtomicInteger();
    Pump pump = new Pump(() -> steps.incrementAndGet() < 0, tasks::add, now::get);

    pump.signal();
    pump.signal();

    assertThat(tasks).hasSize(1);
    assertThat(steps).hasValue(0);
    tasks.get(0).run();
    assertThat(steps).hasValue(1);
    pump.signal();
    assertThat(tasks).as("the next signal asks again").hasSize(2);
  }

  @Test
  void a_signal_from_inside_a_step_is_another_step_and_no_deeper_stack() {
    AtomicInteger steps = new AtomicInteger();
    AtomicReference<Pump> self = new AtomicReference<>();
    self.set(
        new Pump(
            () -> {
              if (steps.incrementAndGet() < 100_000) {
                self.get().signal();
                self.get().drain();
              }
              return false;
            },
            Runnable::run,
            now::get));

    self.get().signal();

    assertThat(steps).hasValue(100_000);
  }

  @Test
  void while_a_request_waits_in_the_executor_whoever_comes_first_does_the_work() {
    AtomicInteger steps = new AtomicInteger();
    Pump pump = new Pump(() -> steps.incrementAndGet() < 0, tasks::add, now::get);
    pump.signal();

    pump.drain();

    assertThat(steps).hasValue(1);
  }

  @Test
  void a_refused_request_is_worked_off_by_a_daemon_thread_of_its_own() throws Exception {
    AtomicReference<Thread> worker = new AtomicReference<>();
    CountDownLatch worked = new CountDownLatch(1);
    Pump pump =
        new Pump(
            () -> {
              worker.set(Thread.currentThread());
              worked.countDown();
              return false;
            },
            task -> {
              throw new RejectedExecutionException();
            },
            now::get);

    pump.signal();

    assertThat(worked.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(worker.get().getName()).isEqualTo("notify-batch-rescue");
    assertThat(worker.get().isDaemon()).isTrue();
    worker.get().join(10_000);
    assertThat(worker.get().isAlive()).as("it does not stay").isFalse();
  }

  @Test
  void a_request_that_nobody_serves_is_forgotten_after_the_limit() {
    Pump pump = new Pump(() -> false, task -> {}, now::get);
    assertThat(pump.isForgotten(100)).isFalse();
    now.set(1_000);
    pump.signal();

    now.set(1_099);
    assertThat(pump.isForgotten(100)).isFalse();
    now.set(1_100);
    assertThat(pump.isForgotten(100)).isTrue();
    pump.rescue();
    assertThat(pump.isForgotten(100)).isFalse();
  }

  @Test
  void many_threads_lose_no_call_and_never_work_at_the_same_time() throws Exception {
    AtomicInteger waiting = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicBoolean inside = new AtomicBoolean();
    AtomicInteger clashes = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Pump pump =
        new Pump(
            () -> {
              clashes.addAndGet(inside.compareAndSet(false, true) ? 0 : 1);
              int taken = waiting.getAndSet(0);
              done.addAndGet(taken);
              inside.set(false);
              return taken > 0;
            },
            threads,
            now::get);
    CountDownLatch callers = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      boolean signals = i % 2 == 0;
      Thread caller =
          new Thread(
              () -> {
                for (int n = 0; n < 50_000; n++) {
                  waiting.incrementAndGet();
                  if (signals) {
                    pump.signal();
                  } else {
                    pump.drain();
                  }
                }
                callers.countDown();
              });
      caller.start();
    }
    assertThat(callers.await(2, TimeUnit.MINUTES)).isTrue();
    threads.shutdown();
    assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();

    assertThat(done).hasValue(200_000);
    assertThat(waiting).hasValue(0);
    assertThat(clashes).hasValue(0);
  }
}
