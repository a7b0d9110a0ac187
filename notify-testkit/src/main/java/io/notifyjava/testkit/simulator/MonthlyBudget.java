package io.notifyjava.testkit.simulator;

import java.time.Clock;
import java.time.YearMonth;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets each account do something so often in a month of Beijing. Thread-safe. */
final class MonthlyBudget {

  private final Clock clock;
  private final int times;
  private final Map<Month, AtomicInteger> used = new ConcurrentHashMap<>();

  private record Month(String account, YearMonth month) {}

  MonthlyBudget(Clock clock, int times) {
    this.clock = clock;
    this.times = times;
  }

  /**
   * Uses one time up.
   *
   * @throws Refused 48006 if there is none left this month
   */
  void use(String account) {
    YearMonth month = YearMonth.from(clock.instant().atZone(QuotaBook.VENDOR_ZONE));
    used.keySet().removeIf(old -> !old.month().equals(month));
    AtomicInteger count =
        used.computeIfAbsent(new Month(account, month), none -> new AtomicInteger());
    if (count.incrementAndGet() > times) {
      throw new Refused(48006);
    }
  }

  void clear() {
    used.clear();
  }
}
