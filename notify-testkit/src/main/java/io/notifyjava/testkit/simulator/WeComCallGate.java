package io.notifyjava.testkit.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** Counts the calls of the corporation against the limits that were chosen. Thread-safe. */
final class WeComCallGate {

  private final WeComChoices choices;
  private final LongSupplier ticker;
  private final AtomicInteger running = new AtomicInteger();
  private final Map<SimulatedApi, Limits> limits = new ConcurrentHashMap<>();

  private record Limits(Frequency minute, Frequency hour) {}

  WeComCallGate(WeComChoices choices, LongSupplier ticker) {
    this.choices = choices;
    this.ticker = ticker;
  }

  /**
   * Counts a call, which runs until its answer goes out.
   *
   * @throws Refused 45033 or 45009
   */
  void enter(Call call) {
    if (choices.concurrent() > 0) {
      call.afterwards(running::decrementAndGet);
      if (running.incrementAndGet() > choices.concurrent()) {
        throw new Refused(45033);
      }
    }
    if (choices.callsPerMinute() == 0 && choices.callsPerHour() == 0) {
      return;
    }
    Limits its = limits.computeIfAbsent(call.api(), none -> limits());
    if (!its.minute().admit() || !its.hour().admit()) {
      throw new Refused(45009);
    }
  }

  void clear() {
    limits.clear();
  }

  /** A breach of the minute blocks for a minute, one of the hour for an hour. */
  private Limits limits() {
    return new Limits(
        frequency(choices.callsPerMinute(), Duration.ofMinutes(1)),
        frequency(choices.callsPerHour(), Duration.ofHours(1)));
  }

  private Frequency frequency(long limit, Duration period) {
    return new Frequency(ticker, limit == 0 ? Long.MAX_VALUE : limit, period, period);
  }
}
