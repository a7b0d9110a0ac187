package io.notifyjava.benchmarks.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Counts how long messages took, to within one part in 64.
 *
 * <p>Fed in one of two ways: by whole times, or by begin and end of a message of a batch, whose
 * index finds its beginning again.
 */
final class Latencies {

  private static final int PARTS = 64;
  private static final int PARTS_LOG = 6;
  private static final int BUCKETS = PARTS * 32;

  /** More than any batch has in flight. */
  private static final int BEGINNINGS = 1 << 18;

  private final LongSupplier ticker;
  private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);
  private final long[] begunAt = new long[BEGINNINGS];

  Latencies(LongSupplier ticker) {
    this.ticker = ticker;
  }

  void begun(long index) {
    begunAt[(int) index & (BEGINNINGS - 1)] = ticker.getAsLong();
  }

  void ended(long index) {
    took(ticker.getAsLong() - begunAt[(int) index & (BEGINNINGS - 1)]);
  }

  void took(long nanos) {
    counts.incrementAndGet(bucket(TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos))));
  }

  /** Returns the time in microseconds that this share of messages did not exceed. */
  long micros(double share) {
    long all = 0;
    for (int i = 0; i < BUCKETS; i++) {
      all += counts.get(i);
    }
    long wanted = Math.max(1, (long) Math.ceil(all * share));
    long seen = 0;
    for (int i = 0; i < BUCKETS; i++) {
      seen += counts.get(i);
      if (seen >= wanted) {
        return highest(i);
      }
    }
    return 0;
  }

  private static int bucket(long micros) {
    if (micros < PARTS) {
      return (int) micros;
    }
    int shift = 63 - Long.numberOfLeadingZeros(micros) - PARTS_LOG;
    int bucket = (shift + 1) * PARTS + (int) (micros >> shift) - PARTS;
    return Math.min(BUCKETS - 1, bucket);
  }

  private static long highest(int bucket) {
    if (bucket < PARTS) {
      return bucket;
    }
    int shift = bucket / PARTS - 1;
    return ((long) (bucket % PARTS + PARTS + 1) << shift) - 1;
  }
}
