package io.notifyjava.benchmarks.outbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** One contender on one database with one number of workers; prints its figures as JSON. */
public final class Run {

  private static final LongSupplier TICKER = System::nanoTime;
  private static final int CALLERS = 8;

  /** Jobs before the measured ones, so that the JIT compiler is done with most of it. */
  private static final int WARM_UP = 10_000;

  private static final long PATIENCE = 300;

  private Run() {}

  /**
   * Measures.
   *
   * @param args contender, URL of the database, workers, jobs, samples of latency
   */
  public static void main(String[] args) throws Exception {
    System.out.println(
        measure(
            args[0],
            new Store(args[1]),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4])));
    System.out.flush();
    // What a library left running is not waited for.
    Runtime.getRuntime().halt(0);
  }

  static String measure(String contender, Store store, int workers, int count, int samples)
      throws Exception {
    try (Queue queue = Queue.open(contender, store, workers)) {
      int warmUp = Math.min(WARM_UP, count);
      Jobs warm = Jobs.begin(warmUp);
      put(queue, 0, warmUp / 4, 1);
      put(queue, warmUp / 4, warmUp, CALLERS);
      LockSupport.parkNanos(queue.settling().toNanos());
      queue.start();
      warm.await(PATIENCE);
      queue.stop();

      int alone = Math.max(1, count / 5);
      Jobs jobs = Jobs.begin(count);
      double putAlone = perSecond(alone, () -> put(queue, 0, alone, 1));
      double putTogether = perSecond(count - alone, () -> put(queue, alone, count, CALLERS));
      LockSupport.parkNanos(queue.settling().toNanos());
      double drain =
          perSecond(
              count,
              () -> {
                queue.start();
                jobs.await(PATIENCE);
              });
      long[] micros = latencies(queue, samples);
      queue.stop();
      return String.format(
          Locale.ROOT,
          "{\"enqueue1\":%.0f,\"enqueue8\":%.0f,\"drain\":%.0f,\"p50Micros\":%d,\"p99Micros\":%d,"
              + "\"jobs\":%d,\"repeated\":%d}",
          putAlone,
          putTogether,
          drain,
          micros[micros.length / 2],
          micros[(micros.length - 1) * 99 / 100],
          count,
          jobs.repeated());
    }
  }

  /**
   * From before a put to the beginning of the job, one after the other, with nothing else to do.
   */
  private static long[] latencies(Queue queue, int samples) throws Exception {
    Jobs jobs = Jobs.begin(samples);
    long[] micros = new long[samples];
    for (int i = 0; i < samples; i++) {
      long before = TICKER.getAsLong();
      queue.put(Jobs.payload(i));
      micros[i] = (jobs.awaitOne(i, PATIENCE) - before) / 1_000;
    }
    Arrays.sort(micros);
    return micros;
  }

  /** Has so many callers put the jobs of a range. */
  static void put(Queue queue, int from, int to, int callers) throws Exception {
    AtomicInteger next = new AtomicInteger(from);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      var all =
          IntStream.range(0, callers)
              .<Future<?>>mapToObj(
                  one ->
                      threads.submit(
                          () -> {
                            for (int i = next.getAndIncrement();
                                i < to;
                                i = next.getAndIncrement()) {
                              queue.put(Jobs.payload(i));
                            }
                            return true;
                          }))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  static double perSecond(int count, Step step) throws Exception {
    long before = TICKER.getAsLong();
    step.take();
    return count * 1e9 / (TICKER.getAsLong() - before);
  }

  interface Step {
    void take() throws Exception;
  }
}
