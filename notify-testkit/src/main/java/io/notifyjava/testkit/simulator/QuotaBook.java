package io.notifyjava.testkit.simulator;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts calls against quotas per day and per minute of the clock; thread-safe.
 *
 * <p>A day is a day in Beijing, which the vendor does not document but which users observe. Calls
 * with a bad token don't count.
 */
final class QuotaBook {

  static final ZoneId VENDOR_ZONE = ZoneId.of("Asia/Shanghai");

  private final Clock clock;
  private final Map<Limit, Long> limits = new ConcurrentHashMap<>();
  private final Map<Used, AtomicLong> used = new ConcurrentHashMap<>();

  private enum Period {
    DAY(45009),
    MINUTE(45011);

    final int errcode;

    Period(int errcode) {
      this.errcode = errcode;
    }
  }

  private record Limit(SimulatedApi api, Period period) {}

  private record Used(String account, SimulatedApi api, Period period, long number) {}

  QuotaBook(Clock clock) {
    this.clock = clock;
  }

  void daily(SimulatedApi api, long calls) {
    limits.put(new Limit(api, Period.DAY), calls);
  }

  void perMinute(SimulatedApi api, long calls) {
    limits.put(new Limit(api, Period.MINUTE), calls);
  }

  /** Gives every call its whole quota back, as the vendor's clear_quota does. */
  void refill() {
    used.clear();
  }

  /** Drops all limits. */
  void clear() {
    limits.clear();
    used.clear();
  }

  /**
   * Counts one call.
   *
   * @throws Refused 45009 or 45011 when there is none left
   */
  void charge(String account, SimulatedApi api) {
    if (!limits.isEmpty()) {
      charge(account, api, Period.DAY);
      charge(account, api, Period.MINUTE);
    }
  }

  private void charge(String account, SimulatedApi api, Period period) {
    Long limit = limits.get(new Limit(api, period));
    if (limit == null) {
      return;
    }
    Used key = new Used(account, api, period, number(period));
    AtomicLong count = used.get(key);
    if (count == null) {
      used.keySet().removeIf(old -> old.period() == period && old.number() != key.number());
      count = used.computeIfAbsent(key, none -> new AtomicLong());
    }
    if (count.incrementAndGet() > limit) {
      throw new Refused(period.errcode);
    }
  }

  private long number(Period period) {
    return period == Period.DAY
        ? LocalDate.ofInstant(clock.instant(), VENDOR_ZONE).toEpochDay()
        : Math.floorDiv(clock.millis(), 60_000L);
  }
}
