package io.notifyjava.internal.corridor;

import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Timer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks messages through the corridor: in the caller's thread, which then waits out the pauses
 * itself, or on an executor, whose threads are given back during pauses.
 *
 * <p>Counts what is under way, so that closing can wait for it.
 */
public final class Courier {

  private static final Failure INTERRUPTED =
      Failure.permanent(
          FailureReason.CANCELLED,
          "interrupted",
          "The thread was interrupted while the message waited");
  private static final Failure CLOSED =
      Failure.permanent(
          FailureReason.CANCELLED, "closed", "The notifier was closed while the message waited");
  private static final Failure CLOSED_BEFORE =
      Failure.permanent(
          FailureReason.CANCELLED,
          "closed",
          "The notifier was closed before the message was begun");
  private static final Failure NO_THREAD =
      Failure.transientFailure(
          FailureReason.OVERLOADED,
          "executor-rejected",
          "The executor refused to go on with the message");

  private final Corridor corridor;
  private final Timer timer;
  private final AtomicLong underWay = new AtomicLong();
  private final CountDownLatch drained = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile boolean abandoning;

  public Courier(Corridor corridor, Timer timer) {
    this.corridor = corridor;
    this.timer = timer;
  }

  /**
   * Sends in the calling thread.
   *
   * @throws IllegalStateException if the notifier was closed
   */
  public SendResult send(Message message) {
    begin();
    try {
      Delivery delivery = corridor.enter(message);
      Step step = corridor.walk(delivery);
      while (step instanceof Step.Pause pause) {
        Failure cut = waitOut(pause);
        step = cut == null ? corridor.walk(delivery) : corridor.abandon(delivery, cut);
      }
      return ((Step.Done) step).result();
    } finally {
      end();
    }
  }

  /**
   * Sends in the calling thread until the first pause, and goes on from there in the executor.
   *
   * @param done is told the result once, in the thread that came to it; if the notifier was closed
   *     before, that the message certainly was not sent
   */
  public void send(Message message, Executor executor, Consumer<SendResult> done) {
    if (!tryBegin()) {
      done.accept(SendResult.rejected(CLOSED_BEFORE));
      return;
    }
    Delivery delivery;
    try {
      delivery = corridor.enter(message);
    } catch (RuntimeException e) {
      end();
      throw e;
    }
    go(delivery, corridor.walk(delivery), executor, done);
  }

  private void go(Delivery delivery, Step step, Executor executor, Consumer<SendResult> done) {
    if (step instanceof Step.Done finished) {
      end();
      done.accept(finished.result());
      return;
    }
    timer.schedule(((Step.Pause) step).time(), () -> resume(delivery, executor, done));
  }

  private void resume(Delivery delivery, Executor executor, Consumer<SendResult> done) {
    if (abandoning) {
      go(delivery, corridor.abandon(delivery, CLOSED), executor, done);
      return;
    }
    try {
      executor.execute(() -> go(delivery, corridor.walk(delivery), executor, done));
    } catch (RejectedExecutionException e) {
      go(delivery, corridor.abandon(delivery, NO_THREAD), executor, done);
    }
  }

  /** Returns null when the time has passed, or why the wait was cut short. */
  private @Nullable Failure waitOut(Step.Pause pause) {
    CountDownLatch over = new CountDownLatch(1);
    timer.schedule(pause.time(), over::countDown);
    try {
      over.await();
      return abandoning ? CLOSED : null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  private void begin() {
    if (!tryBegin()) {
      throw new IllegalStateException("The notifier is closed");
    }
  }

  private boolean tryBegin() {
    underWay.incrementAndGet();
    // Counted first and checked afterwards, so that whoever closes either sees it or stops it.
    if (closing) {
      end();
      return false;
    }
    return true;
  }

  private void end() {
    if (underWay.decrementAndGet() == 0 && closing) {
      drained.countDown();
    }
  }

  /** Refuses new messages from now on. */
  public void close() {
    closing = true;
    if (underWay.get() == 0) {
      drained.countDown();
    }
  }

  /** Returns a latch that opens when nothing is under way any more after {@link #close()}. */
  public CountDownLatch drained() {
    return drained;
  }

  /** Makes every message that waits end at its next step instead of making another call. */
  public void abandon() {
    abandoning = true;
  }

  /** Returns how many messages are under way. */
  public long underWay() {
    return underWay.get();
  }
}
