package io.notifyjava.internal.batch;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The way from the window to the executor.
 *
 * <p>An executor that has no room is met with patience: while others of the batch are in flight,
 * their end makes room, so the refused message keeps its place and is handed over again then. So a
 * bounded executor slows a batch instead of costing it messages. With nothing else in flight there
 * is nothing to wait for, and the message is rejected.
 *
 * <p>The pump alone hands over; any thread may ask about the executor.
 */
final class Handover {

  private final Executor executor;
  private final @Nullable ExecutorService service;
  private final Tally tally;
  private volatile @Nullable Slot refused;
  private volatile boolean roomMade;
  private volatile boolean terminated;
  private volatile long terminatedAt;

  Handover(Executor executor, Tally tally) {
    this.executor = executor;
    this.tally = tally;
    service = executor instanceof ExecutorService it && tellsItsState(it) ? it : null;
  }

  /** True unless asking throws: application servers have services that forbid it. */
  private static boolean tellsItsState(ExecutorService service) {
    try {
      return service.isShutdown() || !service.isTerminated();
    } catch (RuntimeException e) {
      return false;
    }
  }

  boolean isShutDown() {
    return service != null && service.isShutdown();
  }

  void hand(Slot slot) {
    refused = null;
    try {
      executor.execute(slot);
    } catch (Throwable t) {
      refuse(slot, t);
    }
  }

  private void refuse(Slot slot, Throwable refusal) {
    if (isShutDown()) {
      slot.giveUpWaiting(Faults.EXECUTOR_ENDED);
    } else if (tally.inFlight() > 1) {
      refused = slot;
    } else {
      slot.giveUpWaiting(Faults.refused(refusal));
    }
  }

  /** Tells whether a message waits for room; nothing is to be taken meanwhile. */
  boolean hasRefused() {
    return refused != null;
  }

  /** Hands the refused message over again if there may be room now; tells whether it tried. */
  boolean handAgain() {
    Slot slot = refused;
    if (slot == null) {
      return false;
    }
    if (slot.isEnded()) {
      refused = null;
      return true;
    }
    if (!roomMade && tally.inFlight() > 1) {
      return false;
    }
    roomMade = false;
    hand(slot);
    return true;
  }

  void roomMade() {
    roomMade = true;
  }

  /** Notes whether the executor has no threads any more, and tells it. */
  boolean noteTermination(long now) {
    if (!terminated && service != null && service.isTerminated()) {
      terminatedAt = now;
      terminated = true;
    }
    return terminated;
  }

  boolean isTerminated() {
    return terminated;
  }

  long terminatedAt() {
    return terminatedAt;
  }
}
