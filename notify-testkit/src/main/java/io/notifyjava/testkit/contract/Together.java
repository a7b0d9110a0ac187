package io.notifyjava.testkit.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that start at one moment. */
final class Together {

  /** How the names of its threads begin. */
  static final String THREAD = "store-contract-";

  private Together() {}

  /** What each thread does. */
  interface Action<T> {

    T run(int number) throws Exception;
  }

  /**
   * Runs an action in so many threads and returns what each came to, in their order.
   *
   * @throws ExecutionException if the action failed in one of them
   */
  static <T> List<T> run(int threads, Action<T> action)
      throws InterruptedException, ExecutionException, TimeoutException {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<FutureTask<T>> tasks = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      Callable<T> task =
          () -> {
            start.await(20, TimeUnit.SECONDS);
            return action.run(number);
          };
      FutureTask<T> future = new FutureTask<>(task);
      Thread thread = new Thread(future, THREAD + number);
      thread.setDaemon(true);
      thread.start();
      tasks.add(future);
    }
    List<T> results = new ArrayList<>();
    for (FutureTask<T> task : tasks) {
      results.add(task.get(60, TimeUnit.SECONDS));
    }
    return results;
  }
}
