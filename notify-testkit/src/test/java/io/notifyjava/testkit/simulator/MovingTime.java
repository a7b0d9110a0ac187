package io.notifyjava.testkit.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Wall time and elapsed time that only a test moves, both at once. */
final class MovingTime extends Clock {

  /** Starts near the ticker's overflow, because a ticker's origin is arbitrary. */
  private static final long ORIGIN = Long.MAX_VALUE - Duration.ofMinutes(10).toNanos();

  private final Instant start;
  private final AtomicLong elapsed = new AtomicLong();

  MovingTime(Instant start) {
    this.start = start;
  }

  void pass(Duration time) {
    elapsed.addAndGet(time.toNanos());
  }

  long ticker() {
    return ORIGIN + elapsed.get();
  }

  @Override
  public Instant instant() {
    return start.plusNanos(elapsed.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
