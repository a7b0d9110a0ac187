package io.notifyjava.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls whose time is over, which the server lets wait in the middle of a write, or whose
 * threads were interrupted.
 *
 * <p>A platform thread that is blocked in a socket read does not notice an interrupt, and OkHttp's
 * own limits for a call and for a write go through one lock of the whole process, eight times for
 * each call (Okio 3.18.1, AsyncTimeout), at which all calls queue; a socket's own limit for a read
 * costs a virtual thread a timer for each (JDK 25, DelayScheduler). Instead, one daemon thread
 * looks every {@value #PERIOD_MILLIS} ms at the calls in flight, and in between when the time of
 * one of them is over. It starts with the first call and ends when there was none for a while, so
 * an idle exchange has no thread.
 */
final class CallWatch {

  /** Well under the 250 ms within which an interrupted call must end. */
  static final long PERIOD_MILLIS = 50;

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);

  /** A call whose time is over may take a moment to notice; nobody spins meanwhile. */
  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(1);

  private static final int IDLE_ROUNDS = 100;

  private final LongSupplier ticker;
  private final long longestWrite;
  private final long longestRead;
  private final Set<CallTrace> inFlight = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile long wakesAt;
  private volatile @Nullable Thread watcher;

  /**
   * Watches nothing yet.
   *
   * @param longestWrite nanoseconds for which one write may last, noticed to within {@value
   *     #PERIOD_MILLIS} ms; 0 leaves writes and reads to OkHttp
   * @param longestRead the same for one read, that is for a silence of the server
   */
  CallWatch(LongSupplier ticker, long longestWrite, long longestRead) {
    this.ticker = ticker;
    this.longestWrite = longestWrite;
    this.longestRead = longestRead;
  }

  /**
   * Watches a call until {@link #end}.
   *
   * @return false if there is no thread that could watch it
   */
  boolean begin(CallTrace trace, long timeLeft) {
    trace.endsAt(ticker.getAsLong() + timeLeft);
    inFlight.add(trace);
    if (!isRunning()) {
      return false;
    }
    trace.isWatchedFromNowOn();
    // Added first and looked at afterwards; the watcher does it the other way round. So one of the
    // two sees the other, and a short time limit is not noticed late.
    if (trace.endsAt() - wakesAt < 0) {
      LockSupport.unpark(watcher);
    }
    return true;
  }

  void end(CallTrace trace) {
    inFlight.remove(trace);
  }

  private boolean isRunning() {
    if (running.get() || !running.compareAndSet(false, true)) {
      return true;
    }
    Thread thread = new Thread(this::watch, "notify-http-watch");
    thread.setDaemon(true);
    try {
      // It looks before it waits, so until it does there is nothing to wake it for.
      wakesAt = ticker.getAsLong();
      watcher = thread;
      thread.start();
      return true;
    } catch (OutOfMemoryError noThread) {
      running.set(false);
      return false;
    }
  }

  private void watch() {
    int idle = 0;
    while (idle < IDLE_ROUNDS) {
      long now = ticker.getAsLong();
      long wakeAt = now + PERIOD;
      wakesAt = wakeAt;
      idle = inFlight.isEmpty() ? idle + 1 : 0;
      for (CallTrace trace : inFlight) {
        trace.cancelIfOver(now);
        if (longestWrite > 0) {
          trace.cancelIfStalled(now, longestWrite, longestRead);
        }
        if (trace.endsAt() - wakeAt < 0) {
          wakeAt = trace.endsAt();
        }
      }
      wakesAt = wakeAt;
      LockSupport.parkNanos(this, Math.max(SHORTEST_WAIT, wakeAt - ticker.getAsLong()));
    }
    running.set(false);
    // A call may have begun between the last look and the line above.
    if (!inFlight.isEmpty()) {
      boolean unused = isRunning();
    }
  }
}
