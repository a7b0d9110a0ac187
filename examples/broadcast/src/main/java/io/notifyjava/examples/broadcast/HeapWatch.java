package io.notifyjava.examples.broadcast;

import io.notifyjava.examples.common.LastLine;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/**
 * How much heap this process needed since the watch began.
 *
 * <p>Two figures, because a collector lets garbage lie as long as there is room: the peak of what
 * was occupied, garbage included, which comes near {@code -Xmx} in any long run; and the most that
 * was left when everything that nobody needed had been thrown away, which is what the program
 * really held on to. Used by one thread at a time.
 */
final class HeapWatch {

  private static final double MEGABYTE = 1024.0 * 1024;

  private final List<MemoryPoolMXBean> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();
  private long peakLive = -1;

  private HeapWatch() {}

  static HeapWatch start() {
    HeapWatch watch = new HeapWatch();
    watch.pools.forEach(MemoryPoolMXBean::resetPeakUsage);
    return watch;
  }

  /**
   * Throws away what nobody needs and looks at the rest.
   *
   * <p>Not left to the collections that happen anyway: those look at old objects only when room
   * runs short, so in a long run more garbage lies around than in a short one.
   */
  void look() {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    peakLive = Math.max(peakLive, used);
  }

  /** Writes both figures, in megabytes; the second only if there was a look. */
  void addTo(LastLine line) {
    line.with("peakHeapMb", Math.round(peak() / MEGABYTE));
    if (peakLive >= 0) {
      line.with("peakLiveHeapMb", Math.round(peakLive / MEGABYTE));
    }
  }

  private long peak() {
    return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }
}
