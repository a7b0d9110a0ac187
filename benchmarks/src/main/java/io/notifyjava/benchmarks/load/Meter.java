package io.notifyjava.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What this process used between two looks.
 *
 * <p>Bytes are counted by the JVM's own counters of what each platform thread allocated. A virtual
 * thread allocates from its carrier's buffer, so its bytes, its stack's included, stand in the
 * carrier's counter. From Java 21 on the JVM sums them up itself, ended threads included; on 17 the
 * threads that are alive are summed, and our runs end none.
 */
final class Meter {

  private static final String PEAK = "VmHWM:";

  private final LongSupplier ticker;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final long startedAt;
  private final long cpuAtStart;
  private final long totalAtStart;
  private final Map<Long, Long> byThreadAtStart;

  private Meter(LongSupplier ticker) {
    this.ticker = ticker;
    this.byThreadAtStart = byThread();
    this.totalAtStart = total();
    this.cpuAtStart = system.getProcessCpuTime();
    this.startedAt = ticker.getAsLong();
  }

  static Meter start(LongSupplier ticker) {
    return new Meter(ticker);
  }

  Used stop() {
    long took = ticker.getAsLong() - startedAt;
    long cpu = system.getProcessCpuTime() - cpuAtStart;
    return new Used(took, cpu, allocated());
  }

  private long allocated() {
    if (totalAtStart >= 0) {
      return total() - totalAtStart;
    }
    long sum = 0;
    for (Map.Entry<Long, Long> now : byThread().entrySet()) {
      sum += now.getValue() - byThreadAtStart.getOrDefault(now.getKey(), 0L);
    }
    return sum;
  }

  /** Returns the JVM's own sum; -1 before Java 21. By name, since we compile for 17. */
  private long total() {
    try {
      return (long) ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes").invoke(threads);
    } catch (ReflectiveOperationException e) {
      return -1;
    }
  }

  private Map<Long, Long> byThread() {
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    Map<Long, Long> result = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      result.put(ids[i], Math.max(0, bytes[i]));
    }
    return result;
  }

  /**
   * Returns the most memory that the process held so far, in MB; 0 where the system does not say.
   */
  static long peakMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith(PEAK))
              .map(line -> line.replaceAll("\\D", ""))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElse(0)
          / 1_024;
    } catch (IOException e) {
      return 0;
    }
  }

  /** All of the whole process: elapsed and CPU nanoseconds, bytes of objects. */
  record Used(long nanos, long cpuNanos, long bytes) {}
}
