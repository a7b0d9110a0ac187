package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.message.Message;
import io.notifyjava.result.Rejected;

/**
 * Takes the messages of one batch from its source and hands them on: to the executor, or to the
 * thread that works the {@link Pump} and sends afterwards.
 *
 * <p>The pump alone calls it, but for {@link #isExhausted()}.
 */
final class Intake {

  private final BatchRun run;
  private final Supply supply;
  private final Tally tally;
  private final Duplicates duplicates;
  private volatile boolean exhausted;

  Intake(BatchRun run, Supply supply, Tally tally, BatchOptions options) {
    this.run = run;
    this.supply = supply;
    this.tally = tally;
    this.duplicates = new Duplicates(options);
  }

  /** Takes one message, or finds that there is none, or that the source is broken. */
  void takeNext() {
    Candidate next;
    try {
      next = supply.next();
    } catch (LedgerFailed e) {
      run.ledgerFailed(e);
      return;
    } catch (Throwable t) {
      String where = " at message " + tally.taken();
      run.end(Ending.failed("the source threw " + Faults.describe(t) + where, t));
      return;
    }
    if (next == null) {
      exhausted = true;
      return;
    }
    long index = tally.take();
    Message message = next.message();
    if (message == null) {
      run.settle(new BatchItem(index, null, Faults.NULL_ELEMENT), null);
    } else {
      take(next, new Taken(index, message, isDuplicate(message), next.key()));
    }
  }

  private boolean isDuplicate(Message message) {
    boolean duplicate = duplicates.isDuplicate(message);
    if (duplicate) {
      tally.duplicate();
    }
    return duplicate;
  }

  private void take(Candidate next, Taken taken) {
    if (next.skipped() != null) {
      tally.skip(next.skipped());
    } else if (next.refused() != null) {
      end(taken, next.refused());
    } else if (taken.duplicate() && duplicates.areSkipped()) {
      end(taken, Faults.DUPLICATE);
    } else {
      handOn(taken);
    }
  }

  private void end(Taken taken, Rejected result) {
    BatchItem item = new BatchItem(taken.index(), taken.message(), result, taken.duplicate());
    run.settle(item, taken.key());
  }

  private void handOn(Taken taken) {
    Slot slot;
    try {
      slot = run.window().open(run, taken);
    } catch (Throwable t) {
      end(taken, Faults.notHanded(t));
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
    supply.close();
  }
}
