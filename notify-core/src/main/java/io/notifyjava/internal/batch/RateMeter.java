package io.notifyjava.internal.batch;

import java.util.Arrays;

/** Counts events over the last five seconds, in fifty buckets. Guarded by its owner. */
final class RateMeter {

  private static final long BUCKET_NANOS = 100_000_000;
  private static final int BUCKETS = 50;

  private final long[] counts = new long[BUCKETS];
  private long newest;

  /** Counts one event at this time, in nanoseconds since the start. */
  void count(long elapsed) {
    moveTo(elapsed);
    counts[(int) (newest % BUCKETS)]++;
  }

  double perSecond(long elapsed) {
    moveTo(elapsed);
    // The newest bucket is not over yet, so the window ends in the middle of it.
    long window = Math.min(elapsed, elapsed % BUCKET_NANOS + (BUCKETS - 1) * BUCKET_NANOS);
    return window <= 0 ? 0 : Arrays.stream(counts).sum() * 1e9 / window;
  }

  private void moveTo(long elapsed) {
    long bucket = elapsed / BUCKET_NANOS;
    if (bucket - newest >= BUCKETS) {
      Arrays.fill(counts, 0);
      newest = bucket;
    }
    while (newest < bucket) {
      newest++;
      counts[(int) (newest % BUCKETS)] = 0;
    }
  }
}
