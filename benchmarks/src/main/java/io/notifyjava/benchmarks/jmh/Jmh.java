package io.notifyjava.benchmarks.jmh;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The program that runs the benchmarks of this package on its own JVM and prints JSON lines. */
public final class Jmh {

  private static final String BYTES = "gc.alloc.rate.norm";

  private Jmh() {}

  /**
   * Runs them, one thread each.
   *
   * @param args milliseconds of one iteration; number of iterations
   */
  public static void main(String[] args) throws RunnerException {
    // Another run on the machine makes figures worse, but is no reason to have none.
    System.setProperty("jmh.ignoreLock", "true");
    TimeValue time = new TimeValue(Long.parseLong(args[0]), TimeUnit.MILLISECONDS);
    int iterations = Integer.parseInt(args[1]);
    var options =
        new OptionsBuilder()
            .include(Jmh.class.getPackageName() + "\\..*")
            .forks(1)
            .warmupIterations(iterations)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time)
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .build();
    for (RunResult run : new Runner(options).run()) {
      System.out.println(json(run));
    }
  }

  @SuppressWarnings("rawtypes") // JMH gives its results so.
  private static String json(RunResult run) {
    String method = run.getParams().getBenchmark();
    String name = method.replaceFirst(".*\\.(\\w+)Benchmark\\.", "$1 ").toLowerCase(Locale.ROOT);
    double bytes =
        run.getSecondaryResults().entrySet().stream()
            .filter(more -> more.getKey().endsWith(BYTES))
            .mapToDouble(more -> more.getValue().getScore())
            .sum();
    return "{\"name\":\"%s\",\"nanos\":%.2f,\"bytes\":%.1f}"
        .formatted(name, run.getPrimaryResult().getScore(), bytes);
  }
}
