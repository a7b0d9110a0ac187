package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Makes request ids in the platform's shape: three groups of eight hex digits, the first one the
 * Unix time of the call.
 */
final class RidSource implements Supplier<String> {

  private static final HexFormat HEX = HexFormat.of();

  private final Clock clock;
  private final AtomicLong sequence;

  RidSource(Clock clock, long seed) {
    this.clock = clock;
    this.sequence = new AtomicLong(seed);
  }

  @Override
  public String get() {
    int time = (int) (clock.millis() / 1000);
    long random = Hash64.mix(sequence.incrementAndGet());
    return HEX.toHexDigits(time)
        + "-"
        + HEX.toHexDigits((int) (random >>> 32))
        + "-"
        + HEX.toHexDigits((int) random);
  }
}
