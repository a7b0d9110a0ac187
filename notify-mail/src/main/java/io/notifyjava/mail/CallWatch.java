package io.notifyjava.mail;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls whose time is over, whose server says nothing for too long, or whose threads were
 * interrupted; and lets the pool close what is idle.
 *
 * <p>A socket has no limit for a write, and its limit for a read begins again with every byte, so a
 * server that drips could hold a call for ever. One daemon thread looks every {@value
 * #PERIOD_MILLIS} ms, and sooner when the time of a call is over. It starts with the first call and
 * ends when there is neither a call nor an idle connection.
 */
final class CallWatch {

  /** Well under the 250 ms within which an interrupted call must end. */
  static final long PERIOD_MILLIS = 50;

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
  private static final long SHORTEST_WAIT = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int IDLE_ROUNDS = 100;

  private final LongSupplier ticker;
  private final long longestSilence;
  private final Set<CallTrace> inFlight = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile Keeper keeper = now -> false;
  private volatile boolean closed;
  private volatile long wakesAt;
  private volatile @Nullable Thread watcher;

  /** Keeps connections between calls. */
  interface Keeper {

    /** Closes what was idle for too long; tells whether anything idle is left. */
    boolean sweep(long now);
  }

  /**
   * Watches nothing yet.
   *
   * @param longestSilence nanoseconds for which a call may wait for one read or one write
   */
  CallWatch(LongSupplier ticker, long longestSilence) {
    this.ticker = ticker;
    this.longestSilence = longestSilence;
  }

  void keeper(Keeper keeper) {
    this.keeper = keeper;
  }

  /**
   * Watches a call of this thread until {@link #end}.
   *
   * @param nanos how long it may last
   * @return null if there is no thread that could watch it
   */
  @Nullable CallTrace begin(long nanos) {
    long now = ticker.getAsLong();
    CallTrace trace = new CallTrace(now, now + nanos);
    inFlight.add(trace);
    if (!isRunning()) {
      inFlight.remove(trace);
      return null;
    }
    // Added first and looked at afterwards; the watcher does it the other way round. So one of the
    // two sees the other, and a short time limit is not noticed late.
    if (trace.endsAt - wakesAt < 0) {
      LockSupport.unpark(watcher);
    }
    return trace;
  }

  /** Ends the thread as soon as nothing is in flight, without a while of waiting for more. */
  void close() {
    closed = true;
    LockSupport.unpark(watcher);
  }

  void end(CallTrace trace) {
    inFlight.remove(trace);
  }

  private boolean isRunning() {
    if (running.get() || !running.compareAndSet(false, true)) {
      return true;
    }
    Thread thread = new Thread(this::watch, "notify-mail-watch");
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
    try {
      lookAround();
    } finally {
      // Whatever ended it, the next call starts another one.
      running.set(false);
    }
    // A call may have begun between the last look and the line above.
    if (!inFlight.isEmpty()) {
      boolean unused = isRunning();
    }
  }

  private void lookAround() {
    int idle = 0;
    while (idle < (closed ? 1 : IDLE_ROUNDS)) {
      long now = ticker.getAsLong();
      long wakeAt = now + PERIOD;
      wakesAt = wakeAt;
      boolean keeps = keeper.sweep(now);
      idle = inFlight.isEmpty() && !keeps ? idle + 1 : 0;
      for (CallTrace trace : inFlight) {
        trace.look(now, longestSilence);
        if (trace.endsAt - wakeAt < 0) {
          wakeAt = trace.endsAt;
        }
      }
      wakesAt = wakeAt;
      LockSupport.parkNanos(this, Math.max(SHORTEST_WAIT, wakeAt - ticker.getAsLong()));
    }
  }
}
