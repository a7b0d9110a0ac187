package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Makes hints in WeCom's shape: the Unix time of the call, then fifteen more digits. */
final class HintSource implements Supplier<String> {

  private static final long FIFTEEN_DIGITS = 1_000_000_000_000_000L;

  private final Clock clock;
  private final AtomicLong sequence;

  HintSource(Clock clock, long seed) {
    this.clock = clock;
    this.sequence = new AtomicLong(seed);
  }

  @Override
  public String get() {
    long random = Long.remainderUnsigned(Hash64.mix(sequence.incrementAndGet()), FIFTEEN_DIGITS);
    return String.format(Locale.ROOT, "%d%015d", clock.millis() / 1000, random);
  }
}
