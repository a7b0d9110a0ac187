package io.notifyjava.internal.batch;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the batch's own work one step at a time, without a lock and without a thread of its own.
 *
 * <p>{@code wip} counts the calls for work. Whoever raises it from 0 works until nobody has called
 * in the meantime; the others leave at once, because the worker has seen, or will see, their call.
 * So source and sink are never called by two threads at once, nobody waits for anybody, and an
 * executor that runs tasks in the calling thread adds no depth to the stack.
 *
 * <p>A thread of the executor that has just sent works itself ({@link #drain()}). Any other, such
 * as the caller's or the timer's, asks the executor for a thread ({@link #signal()}), and does not
 * own the work meanwhile: whoever comes first does it. Only where the executor gives no thread is
 * one made for the occasion ({@link #rescue()}).
 */
final class Pump {

  private final BooleanSupplier step;
  private final Executor executor;
  private final LongSupplier ticker;
  private final AtomicInteger wip = new AtomicInteger();
  private final AtomicBoolean driverAsked = new AtomicBoolean();
  private volatile long driverAskedAt;
  private volatile boolean executorLeft;
  private volatile @Nullable Thread worker;
  private boolean mayKeep;

  /**
   * Creates an idle pump.
   *
   * @param step does one piece of work and tells whether to call it again at once; never throws
   */
  Pump(BooleanSupplier step, Executor executor, LongSupplier ticker) {
    this.step = step;
    this.executor = executor;
    this.ticker = ticker;
  }

  /** Works in this thread, unless another is at it. */
  void drain() {
    drain(false);
  }

  /**
   * Works likewise.
   *
   * @param goesOn whether this thread will look afterwards for a message to send
   */
  void drain(boolean goesOn) {
    if (wip.getAndIncrement() == 0) {
      work(goesOn);
    }
  }

  /** Tells a step whether the thread that takes it can send a message afterwards. */
  boolean mayKeep() {
    return mayKeep;
  }

  /** Has the work done by a thread of the executor; returns at once. */
  void signal() {
    if (executorLeft) {
      rescue();
      return;
    }
    if (joinWorker() || !driverAsked.compareAndSet(false, true)) {
      return;
    }
    driverAskedAt = ticker.getAsLong();
    try {
      executor.execute(this::drive);
    } catch (Throwable t) {
      // Refused, shut down, or no memory for a thread: the work must be done all the same.
      rescue();
    }
  }

  /** Has the work done by a thread made for it, unless another is at it; returns at once. */
  void rescue() {
    driverAsked.set(false);
    if (wip.getAndIncrement() != 0) {
      return;
    }
    try {
      Thread thread = new Thread(null, () -> work(false), "notify-batch-rescue", 0, false);
      thread.setDaemon(true);
      thread.start();
    } catch (Throwable t) {
      // No thread to be had at all: better late in this one than never.
      work(false);
    }
  }

  /** Asks the executor for nothing any more, and does without it what it was asked for. */
  void leaveExecutor() {
    executorLeft = true;
    rescue();
  }

  /** Tells whether a thread was asked for so long ago that the executor must have lost the task. */
  boolean isForgotten(long limitNanos) {
    return driverAsked.get() && ticker.getAsLong() - driverAskedAt >= limitNanos;
  }

  /** Tells whether a thread is at work, or a task for one is with the executor. */
  boolean isBusy() {
    return wip.get() != 0 || driverAsked.get();
  }

  /** Tells whether the calling thread is the one at work. */
  boolean isWorker() {
    return worker == Thread.currentThread();
  }

  private void drive() {
    driverAsked.set(false);
    drain();
  }

  /** Tells whether a thread is at work, which then looks again before it leaves. */
  private boolean joinWorker() {
    int seen = wip.get();
    while (seen != 0) {
      if (wip.compareAndSet(seen, seen + 1)) {
        return true;
      }
      seen = wip.get();
    }
    return false;
  }

  private void work(boolean goesOn) {
    mayKeep = goesOn;
    int missed = 1;
    do {
      worker = Thread.currentThread();
      boolean more = true;
      while (more) {
        more = step.getAsBoolean();
      }
      worker = null;
      missed = wip.addAndGet(-missed);
    } while (missed != 0);
  }
}
