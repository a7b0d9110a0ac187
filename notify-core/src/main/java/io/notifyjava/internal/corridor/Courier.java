package io.notifyjava.internal.corridor;

import io.notifyjava.internal.batch.Ear;
import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Timer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
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
  static final Failure NO_THREAD =
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
      Delivery delivery = corridor.enter(message, null, null);
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
   * @param ear is told the result once, in the thread that came to it; if the notifier was closed
   *     before, that the message certainly was not sent
   */
  public void send(Message message, Executor executor, Ear ear) {
    send(message, executor, ear, null, null);
  }

  /** Sends likewise; in a depot the message may wait for others to share a call with. */
  void send(
      Message message, Executor executor, Ear ear, @Nullable Depot depot, @Nullable Parcel parcel) {
    if (!tryBegin()) {
      ear.accept(SendResult.rejected(CLOSED_BEFORE));
      return;
    }
    Delivery delivery;
    try {
      delivery = corridor.enter(message, depot, parcel);
    } catch (RuntimeException e) {
      end();
      throw e;
    }
    go(new Trip(delivery, executor, ear), corridor.walk(delivery));
  }

  private void go(Trip trip, Step step) {
    if (step instanceof Step.Done finished) {
      end();
      trip.ear.accept(finished.result());
    } else if (step instanceof Step.Pause pause) {
      trip.ear.goesOn();
      if (pause.time().isZero()) {
        resume(trip);
      } else {
        timer.schedule(pause.time(), () -> resume(trip));
      }
    } else {
      Objects.requireNonNull(trip.delivery.depot).park(trip, (Step.Parked) step);
    }
  }

  private void resume(Trip trip) {
    if (abandoning) {
      abandon(trip, CLOSED);
    } else {
      trip.goOn(() -> go(trip, corridor.walk(trip.delivery)), () -> abandon(trip, NO_THREAD));
    }
  }

  Duration longestWay() {
    return corridor.longestWay();
  }

  /** Ends a way that waits, without another call. */
  void abandon(Trip trip, Failure why) {
    go(trip, corridor.abandon(trip.delivery, why));
  }

  /** Makes a call that several messages share. */
  Step walk(Group group) {
    return corridor.walk(group);
  }

  /**
   * Goes on with the answer of a shared call: to the end in this thread if no other call is needed,
   * for the others of the group wait for it.
   */
  void goOnAfterCall(Trip trip, SharedWait shared) {
    go(trip, corridor.walkOnLentTime(trip.delivery, shared));
  }

  /** Returns why no call is to be made any more; null if there is no reason. */
  @Nullable Failure whyNot() {
    return abandoning ? CLOSED : null;
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
