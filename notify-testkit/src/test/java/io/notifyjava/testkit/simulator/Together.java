package io.notifyjava.testkit.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Makes calls from many threads that start at one moment. */
final class Together {

  private Together() {}

  /** What came of {@code threads * each} calls. */
  static <T> List<T> run(int threads, int each, Callable<T> call) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch ready = new CountDownLatch(threads);
      List<Future<List<T>>> tasks = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        tasks.add(
            pool.submit(
                () -> {
                  ready.countDown();
                  ready.await(20, TimeUnit.SECONDS);
                  List<T> mine = new ArrayList<>();
                  for (int i = 0; i < each; i++) {
                    mine.add(call.call());
                  }
                  return mine;
                }));
      }
      List<T> all = new ArrayList<>();
      for (Future<List<T>> task : tasks) {
        all.addAll(task.get(2, TimeUnit.MINUTES));
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }
}
