package io.notifyjava.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Elapsed time that a test makes jump: so a time limit is over when the call is where the test
 * wants it, however fast the machine is.
 */
final class JumpingTime implements LongSupplier {

  private final AtomicLong ahead = new AtomicLong();

  @Override
  public long getAsLong() {
    return System.nanoTime() + ahead.get();
  }

  void jump(Duration time) {
    ahead.addAndGet(time.toNanos());
  }
}
