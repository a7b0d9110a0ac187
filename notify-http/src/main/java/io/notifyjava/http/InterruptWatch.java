package io.notifyjava.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends calls whose threads were interrupted.
 *
 * <p>A platform thread that is blocked in a socket read does not notice an interrupt. Instead of a
 * second thread for each call, one daemon thread looks every {@value #PERIOD_MILLIS} ms at the
 * threads that have calls in flight. It starts with the first call and ends when there was none for
 * a while, so an idle exchange has no thread.
 */
final class InterruptWatch {

  /** Well under the 250 ms within which a call must end. */
  static final long PERIOD_MILLIS = 50;

  private static final int IDLE_ROUNDS = 100;

  private final Set<CallTrace> inFlight = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean running = new AtomicBoolean();

  void begin(CallTrace trace) {
    inFlight.add(trace);
    startIfNeeded();
  }

  void end(CallTrace trace) {
    inFlight.remove(trace);
  }

  private void startIfNeeded() {
    if (!running.get() && running.compareAndSet(false, true)) {
      Thread thread = new Thread(this::watch, "notify-http-interrupts");
      thread.setDaemon(true);
      try {
        thread.start();
      } catch (OutOfMemoryError noThread) {
        // Calls then notice an interrupt at their next timeout; the next call tries again.
        running.set(false);
      }
    }
  }

  private void watch() {
    int idle = 0;
    while (idle < IDLE_ROUNDS) {
      LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS));
      idle = inFlight.isEmpty() ? idle + 1 : 0;
      inFlight.forEach(CallTrace::cancelIfInterrupted);
    }
    running.set(false);
    // A call may have begun between the last look and the line above.
    if (!inFlight.isEmpty()) {
      startIfNeeded();
    }
  }
}
