package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts an application's messages to each member: more than 30 a minute or 1000 an hour are
 * dropped without a word, as the vendor's page "Frequency limits" says. Thread-safe.
 *
 * <p>Periods are those of the elapsed time since the simulator began, so that two small numbers for
 * each member are enough; they are packed into one long, and members who were not written to for an
 * hour are forgotten now and then.
 */
final class MemberLimits {

  private static final int PER_MINUTE = 30;
  private static final int PER_HOUR = 1000;
  private static final long MINUTES_PER_HOUR = 60;
  private static final int FIRST_SWEEP = 4096;

  private final ConcurrentHashMap<Long, Long> counts = new ConcurrentHashMap<>();
  private final AtomicLong sweepAt = new AtomicLong(FIRST_SWEEP);

  /**
   * Counts one message.
   *
   * @param minute since the simulator began
   * @return whether it arrives
   */
  boolean arrives(long agentId, String person, long minute) {
    long member = Hash64.of(person, agentId);
    boolean[] arrives = {false};
    counts.compute(
        member,
        (key, packed) -> {
          long next = packed == null ? pack(minute, 0, 0) : rolled(packed, minute);
          long inMinute = inMinute(next);
          long inHour = inHour(next);
          arrives[0] = inMinute < PER_MINUTE && inHour < PER_HOUR;
          return arrives[0] ? pack(minute, inMinute + 1, inHour + 1) : next;
        });
    sweep(minute);
    return arrives[0];
  }

  void clear() {
    counts.clear();
  }

  private void sweep(long minute) {
    long size = counts.mappingCount();
    long limit = sweepAt.get();
    if (size > limit && sweepAt.compareAndSet(limit, Long.MAX_VALUE)) {
      long hour = minute / MINUTES_PER_HOUR;
      counts.values().removeIf(packed -> minuteOf(packed) / MINUTES_PER_HOUR < hour);
      sweepAt.set(Math.max(FIRST_SWEEP, counts.mappingCount() * 2));
    }
  }

  private static long rolled(long packed, long minute) {
    long then = minuteOf(packed);
    boolean sameHour = then / MINUTES_PER_HOUR == minute / MINUTES_PER_HOUR;
    return pack(minute, then == minute ? inMinute(packed) : 0, sameHour ? inHour(packed) : 0);
  }

  private static long pack(long minute, long inMinute, long inHour) {
    return minute << 20 | inMinute << 12 | inHour;
  }

  private static long minuteOf(long packed) {
    return packed >>> 20;
  }

  private static long inMinute(long packed) {
    return packed >>> 12 & 0xff;
  }

  private static long inHour(long packed) {
    return packed & 0xfff;
  }
}
