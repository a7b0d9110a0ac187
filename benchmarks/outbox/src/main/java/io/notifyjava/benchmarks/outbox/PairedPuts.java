package io.notifyjava.benchmarks.outbox;

import java.util.Arrays;
import java.util.Locale;

/**
 * Enqueueing by the outbox and by another contender in turn, block by block in one JVM; prints
 * figures as JSON.
 *
 * <p>On a shared machine two runs of the same differ by a third. Two blocks that follow each other
 * within a second have the same machine, so the ratio of each pair is taken, and the median of
 * these.
 */
public final class PairedPuts {

  private static final String OURS = "notify-64";
  private static final int WARM_UP = 8_000;

  private PairedPuts() {}

  /**
   * Measures.
   *
   * @param args the other contender, URLs of two empty databases, callers, pairs, jobs of a block
   */
  public static void main(String[] args) throws Exception {
    System.out.println(
        measure(
            args[0],
            new Store(args[1]),
            new Store(args[2]),
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]),
            Integer.parseInt(args[5])));
    System.out.flush();
    // What a library left running is not waited for.
    Runtime.getRuntime().halt(0);
  }

  static String measure(
      String contender, Store forUs, Store forThem, int callers, int pairs, int block)
      throws Exception {
    try (Queue us = Queue.open(OURS, forUs, callers);
        Queue them = Queue.open(contender, forThem, callers)) {
      int warmUp = Math.min(WARM_UP, pairs * block);
      Run.put(us, 0, warmUp, callers);
      Run.put(them, 0, warmUp, callers);
      double[] ours = new double[pairs];
      double[] theirs = new double[pairs];
      double[] ratios = new double[pairs];
      for (int i = 0; i < pairs; i++) {
        // Whoever is second may find the disk busy with what the first one left.
        if (i % 2 == 0) {
          ours[i] = perSecond(us, block, callers);
        }
        theirs[i] = perSecond(them, block, callers);
        if (i % 2 == 1) {
          ours[i] = perSecond(us, block, callers);
        }
        ratios[i] = ours[i] / theirs[i];
      }
      return String.format(
          Locale.ROOT,
          "{\"ours\":%.0f,\"theirs\":%.0f,\"ratio\":%.3f,\"low\":%.3f,\"high\":%.3f}",
          quantile(ours, 2),
          quantile(theirs, 2),
          quantile(ratios, 2),
          quantile(ratios, 1),
          quantile(ratios, 3));
    }
  }

  private static double perSecond(Queue queue, int count, int callers) throws Exception {
    return Run.perSecond(count, () -> Run.put(queue, 0, count, callers));
  }

  private static double quantile(double[] values, int quarter) {
    Arrays.sort(values);
    return values[(values.length - 1) * quarter / 4];
  }
}
