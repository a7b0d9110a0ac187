package io.notifyjava.testkit.simulator;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.OptionalLong;
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

  /** Gives one account every call's quota back. */
  void refill(String account) {
    used.keySet().removeIf(key -> key.account().equals(account));
  }

  /** Gives one account one call's quota back. */
  void refill(String account, SimulatedApi api) {
    used.keySet().removeIf(key -> key.account().equals(account) && key.api() == api);
  }

  /**
   * What is left of one call's quota.
   *
   * @param daily calls a day, if limited
   * @param used of them today
   * @param perMinute calls a minute, if limited
   */
  record State(OptionalLong daily, long used, OptionalLong perMinute) {}

  State state(String account, SimulatedApi api) {
    AtomicLong today = used.get(new Used(account, api, Period.DAY, number(Period.DAY)));
    return new State(
        limit(api, Period.DAY), today == null ? 0 : today.get(), limit(api, Period.MINUTE));
  }

  /** The vendor's page on API call limits, for verified accounts; 0 where it gives no number. */
  static long documentedDaily(WeChatApi api) {
    return switch (api) {
      case TOKEN -> 2_000;
      case STABLE_TOKEN, CUSTOMER -> 500_000;
      case TEMPLATE -> 100_000;
      case SUBSCRIBE -> 10_000_000;
      default -> 0;
    };
  }

  private OptionalLong limit(SimulatedApi api, Period period) {
    Long limit = limits.get(new Limit(api, period));
    return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
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
