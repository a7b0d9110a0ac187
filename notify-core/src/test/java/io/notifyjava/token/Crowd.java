package io.notifyjava.token;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Many threads that do the same thing; what each got or threw is kept. */
final class Crowd<T> {

  private final List<Thread> threads = new ArrayList<>();
  private final List<FutureTask<T>> results = new ArrayList<>();

  static <T> Crowd<T> of(int size, Callable<T> action) {
    return of(size, action, Thread::new);
  }

  static <T> Crowd<T> of(int size, Callable<T> action, Function<Runnable, Thread> maker) {
    Crowd<T> crowd = new Crowd<>();
    for (int i = 0; i < size; i++) {
      crowd.join(action, maker);
    }
    return crowd;
  }

  private void join(Callable<T> action, Function<Runnable, Thread> maker) {
    FutureTask<T> task = new FutureTask<>(action);
    Thread thread = maker.apply(task);
    thread.setDaemon(true);
    results.add(task);
    threads.add(thread);
    thread.start();
  }

  /** Returns once every thread waits for something, or has ended. */
  Crowd<T> awaitStill() {
    await()
        .atMost(60, SECONDS)
        .pollInSameThread()
        .until(() -> threads.stream().allMatch(Crowd::isStill));
    return this;
  }

  private static boolean isStill(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING, TERMINATED -> true;
      default -> false;
    };
  }

  Thread thread(int index) {
    return threads.get(index);
  }

  /** What every thread got; fails if one threw. */
  List<T> results() throws Exception {
    List<T> got = new ArrayList<>();
    for (FutureTask<T> result : results) {
      got.add(result.get(60, SECONDS));
    }
    return got;
  }

  void allGot(T expected) throws Exception {
    assertThat(results()).hasSameSizeAs(threads).containsOnly(expected);
  }
}
