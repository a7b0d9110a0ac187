package io.notifyjava.benchmarks.load;

import io.notifyjava.batch.BatchReport;
import io.notifyjava.message.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Drives one contender: warms it up, then measures. */
final class LoadRun {

  /**
   * In flight for the first half of the warm-up, which knows no delay: with all of them, the JIT
   * compiler, which has one thread or two, would get so little of the processors that nobody was
   * warm when it counts; with a delay, there would be nothing to compile yet.
   */
  private static final int FEW = 4;

  private final LoadPlan plan;
  private final LongSupplier ticker;

  LoadRun(LoadPlan plan, LongSupplier ticker) {
    this.plan = plan;
    this.ticker = ticker;
  }

  LoadResult run() throws Exception {
    ExecutorService threads =
        plan.virtual() ? virtual() : Executors.newFixedThreadPool(plan.inFlight());
    try {
      if (Contenders.isBatch(plan.contender())) {
        // On virtual threads the notifier makes its own, which is how it is used there.
        return batch(plan.virtual() ? null : threads);
      }
      long few;
      try (Contender contender =
          Contenders.named(plan.contender(), plan.warmUpUrl(), plan.inFlight())) {
        few = sum(loopFor(contender, threads, FEW, plan.warmUpMillis() / 2, ignored()));
      }
      try (Contender contender = Contenders.named(plan.contender(), plan.url(), plan.inFlight())) {
        return loop(contender, threads, few);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** By name, since we compile for 17. */
  private static ExecutorService virtual() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private LoadResult loop(Contender contender, ExecutorService threads, long few) throws Exception {
    long half = plan.warmUpMillis() / 2;
    long many = sum(loopFor(contender, threads, plan.inFlight(), half, ignored()));
    Latencies latencies = new Latencies(ticker);
    Meter meter = Meter.start(ticker);
    long[] counts = loopFor(contender, threads, plan.inFlight(), plan.millis(), latencies);
    return new LoadResult(few + many, counts[0], counts[1], meter.stop(), latencies);
  }

  private static long sum(long[] counts) {
    return counts[0] + counts[1];
  }

  private Latencies ignored() {
    return new Latencies(ticker);
  }

  private long[] loopFor(
      Contender contender,
      ExecutorService threads,
      int workersWanted,
      long millis,
      Latencies latencies)
      throws InterruptedException, ExecutionException {
    long end = ticker.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
    List<Future<long[]>> workers = new ArrayList<>();
    for (int i = 0; i < workersWanted; i++) {
      int first = i * 31;
      workers.add(threads.submit(() -> work(contender, first, end, latencies)));
    }
    long[] sum = new long[2];
    for (Future<long[]> worker : workers) {
      long[] counts = worker.get();
      sum[0] += counts[0];
      sum[1] += counts[1];
    }
    return sum;
  }

  /** Returns how many were accepted, and how many were not. */
  private long[] work(Contender contender, int first, long end, Latencies latencies) {
    long[] counts = new long[2];
    long now = ticker.getAsLong();
    for (int i = first; end - now > 0; i++) {
      boolean accepted;
      try {
        accepted = contender.send(i);
      } catch (Exception e) {
        accepted = false;
      }
      counts[accepted ? 0 : 1]++;
      long after = ticker.getAsLong();
      latencies.took(after - now);
      now = after;
    }
    return counts;
  }

  private LoadResult batch(@Nullable Executor threads) {
    long half = plan.warmUpMillis() / 2;
    long few;
    try (Ours ours = Contenders.batch(plan.contender(), plan.warmUpUrl(), FEW, threads)) {
      few = warmUp(ours, FEW, half);
    }
    try (Ours ours = Contenders.batch(plan.contender(), plan.url(), plan.inFlight(), threads)) {
      long warmUps = few + warmUp(ours, plan.inFlight(), half);
      return plan.messages() > 0 ? batchesOfOneSize(ours, warmUps) : batch(ours, warmUps);
    }
  }

  private LoadResult batch(Ours ours, long warmUps) {
    Latencies latencies = new Latencies(ticker);
    Meter meter = Meter.start(ticker);
    BatchReport report =
        ours.batch(messagesFor(ours, plan.millis(), latencies), plan.inFlight(), latencies);
    return result(warmUps, report.counts().accepted(), report.counts().taken(), meter, latencies);
  }

  /** As many batches of one size as it takes to measure something. */
  private LoadResult batchesOfOneSize(Ours ours, long warmUps) {
    Latencies latencies = new Latencies(ticker);
    Meter meter = Meter.start(ticker);
    long accepted = 0;
    long taken = 0;
    long end = ticker.getAsLong() + TimeUnit.MILLISECONDS.toNanos(plan.millis());
    do {
      BatchReport report =
          ours.batch(messages(ours, plan.messages(), latencies), plan.inFlight(), latencies);
      accepted += report.counts().accepted();
      taken += report.counts().taken();
    } while (end - ticker.getAsLong() > 0);
    return result(warmUps, accepted, taken, meter, latencies);
  }

  private long warmUp(Ours ours, int inFlight, long millis) {
    Latencies ignored = new Latencies(ticker);
    return ours.batch(messagesFor(ours, millis, ignored), inFlight, ignored).counts().taken();
  }

  private static LoadResult result(
      long warmUps, long accepted, long taken, Meter meter, Latencies latencies) {
    return new LoadResult(warmUps, accepted, taken - accepted, meter.stop(), latencies);
  }

  private Iterator<Message> messagesFor(Ours ours, long millis, Latencies latencies) {
    long end = ticker.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
    return new Messages(ours, latencies) {
      @Override
      public boolean hasNext() {
        return end - ticker.getAsLong() > 0;
      }
    };
  }

  private static Iterator<Message> messages(Ours ours, long number, Latencies latencies) {
    return new Messages(ours, latencies) {
      @Override
      public boolean hasNext() {
        return taken < number;
      }
    };
  }

  private abstract static class Messages implements Iterator<Message> {
    private final Ours ours;
    private final Latencies latencies;
    private final int first = ThreadLocalRandom.current().nextInt(Texts.RECIPIENTS);
    long taken;

    Messages(Ours ours, Latencies latencies) {
      this.ours = ours;
      this.latencies = latencies;
    }

    @Override
    public Message next() {
      if (!hasNext()) {
        throw new NoSuchElementException("All messages were taken");
      }
      latencies.begun(taken);
      return ours.message(first + (int) taken++);
    }
  }
}
