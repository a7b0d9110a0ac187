package io.notifyjava.examples.broadcast;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * How much heap this process needed since the watch began.
 *
 * <p>Two figures, because a collector lets garbage lie as long as there is room: the peak of what
 * was occupied, garbage included, which comes near {@code -Xmx} in any long run; and the most that
 * was left over right after a collection, which is what the program really held on to (or a little
 * more, since not every collection looks everywhere).
 */
final class HeapWatch implements NotificationListener, AutoCloseable {

  private final List<MemoryPoolMXBean> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();
  private final Set<String> names =
      pools.stream().map(MemoryPoolMXBean::getName).collect(Collectors.toSet());
  private final AtomicLong afterCollection = new AtomicLong(-1);

  private HeapWatch() {}

  static HeapWatch start() {
    HeapWatch watch = new HeapWatch();
    watch.pools.forEach(MemoryPoolMXBean::resetPeakUsage);
    for (NotificationEmitter collector : collectors()) {
      collector.addNotificationListener(watch, null, null);
    }
    return watch;
  }

  private static List<NotificationEmitter> collectors() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(NotificationEmitter.class::isInstance)
        .map((GarbageCollectorMXBean collector) -> (NotificationEmitter) collector)
        .toList();
  }

  @Override
  public void handleNotification(Notification notification, Object handback) {
    if (notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      Map<String, MemoryUsage> left =
          GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
              .getGcInfo()
              .getMemoryUsageAfterGc();
      long used =
          left.entrySet().stream()
              .filter(pool -> names.contains(pool.getKey()))
              .mapToLong(pool -> pool.getValue().getUsed())
              .sum();
      afterCollection.accumulateAndGet(used, Math::max);
    }
  }

  /** Returns the sum of the peaks of all heap pools, in bytes. */
  long peak() {
    return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  /** Returns the most that was left after a collection, in bytes; empty if there was none. */
  OptionalLong peakLive() {
    long used = afterCollection.get();
    return used < 0 ? OptionalLong.empty() : OptionalLong.of(used);
  }

  @Override
  public void close() {
    for (NotificationEmitter collector : collectors()) {
      try {
        collector.removeNotificationListener(this);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException("The watch was closed twice", e);
      }
    }
  }
}
