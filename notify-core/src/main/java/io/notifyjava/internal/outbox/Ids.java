package io.notifyjava.internal.outbox;

import io.notifyjava.outbox.OutboxId;
import java.time.Clock;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Makes ids that grow within this process, also when the clock stands still or is set back. A new
 * millisecond begins at a random number; within one the next id is one more.
 */
final class Ids {

  private static final HexFormat HEX = HexFormat.of();

  private final Clock clock;
  private final RandomGenerator random;
  private long millis = -1;
  private int high;
  private long low;

  Ids(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  synchronized OutboxId next() {
    long now = clock.millis();
    if (now > millis) {
      millis = now;
      // The highest bit stays free, so that counting on never overflows.
      high = random.nextInt(1 << 15);
      low = random.nextLong();
    } else if (++low == 0) {
      high++;
    }
    return new OutboxId(
        HEX.toHexDigits(millis, 12) + HEX.toHexDigits((short) high) + HEX.toHexDigits(low));
  }
}
