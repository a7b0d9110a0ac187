package io.notifyjava.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Elapsed time and wall clock, which move together unless the wall clock jumps. */
final class ManualTime extends Clock {

  /** Near the overflow of the ticker, which has an arbitrary origin. */
  private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - Duration.ofHours(1).toNanos());

  private final AtomicReference<Instant> wall =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

  long ticks() {
    return ticks.get();
  }

  void pass(Duration time) {
    ticks.addAndGet(time.toNanos());
    jump(time);
  }

  void pass(int seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** Corrects the wall clock alone. */
  void jump(Duration time) {
    wall.updateAndGet(now -> now.plus(time));
  }

  @Override
  public Instant instant() {
    return wall.get();
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
