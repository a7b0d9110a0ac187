package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.message.Message;

/**
 * Takes the messages of one batch from its source and hands them on: to the executor, or to the
 * thread that works the {@link Pump} and sends afterwards.
 *
 * <p>The pump alone calls it, but for {@link #isExhausted()}.
 */
final class Intake {

  private final BatchRun run;
  private final Source source;
  private final Tally tally;
  private final Duplicates duplicates;
  private volatile boolean exhausted;

  Intake(BatchRun run, Source source, Tally tally, BatchOptions options) {
    this.run = run;
    this.source = source;
    this.tally = tally;
    this.duplicates = new Duplicates(options);
  }

  /** Takes one message, or finds that there is none, or that the source is broken. */
  void takeNext() {
    Message message;
    try {
      if (!source.hasNext()) {
        exhausted = true;
        return;
      }
      message = source.next();
    } catch (Throwable t) {
      String where = " at message " + tally.taken();
      run.end(Ending.failed("the source threw " + Faults.describe(t) + where, t));
      return;
    }
    long index = tally.take();
    boolean duplicate = message != null && duplicates.isDuplicate(message);
    if (duplicate) {
      tally.duplicate();
    }
    if (message == null) {
      run.settle(new BatchItem(index, null, Faults.NULL_ELEMENT));
    } else if (duplicate && duplicates.areSkipped()) {
      run.settle(new BatchItem(index, message, Faults.DUPLICATE, true));
    } else {
      handOn(index, message, duplicate);
    }
  }

  private void handOn(long index, Message message, boolean duplicate) {
    Slot slot;
    try {
      slot = run.window().open(run, index, message, duplicate);
    } catch (Throwable t) {
      run.settle(new BatchItem(index, message, Faults.notHanded(t), duplicate));
      return;
    }
    // cancel() sets its flag and then looks through the window; we fill the window and then look at
    // the flag. So one of the two finds the other.
    if (run.isCancelled() && slot.giveUpWaiting(Faults.CANCELLED)) {
      return;
    }
    if (!run.pump().mayKeep() || !run.crew().keep(slot)) {
      run.handover().hand(slot);
    }
  }

  /** There is more to do, which may take long: so what was kept for later needs a thread now. */
  void handKept() {
    Slot slot = run.crew().takeKept();
    if (slot != null) {
      run.handover().hand(slot);
    }
  }

  /** Tells whether the source has said that there is no more. */
  boolean isExhausted() {
    return exhausted;
  }

  /** Returns how many recipients could not be remembered, to find duplicates of them. */
  long unchecked() {
    return duplicates.unchecked();
  }

  void close() {
    source.close();
  }
}
