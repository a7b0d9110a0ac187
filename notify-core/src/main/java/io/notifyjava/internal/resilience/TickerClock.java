package io.notifyjava.internal.resilience;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** Elapsed time dressed as a clock, for a library that measures its waits by one. */
final class TickerClock extends Clock {

  private final LongSupplier ticker;

  TickerClock(LongSupplier ticker) {
    this.ticker = ticker;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(ticker.getAsLong());
  }
}
