package io.notifyjava.internal.batch;

import io.notifyjava.batch.LedgerKey;
import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One message in flight: the task that the executor runs, and the ear that hears the result.
 *
 * <pre>
 * WAITING --the executor runs it--&gt; SENDING --result, or throws, or given up--&gt; ENDED
 * WAITING --given up: cancel, refusal, startTimeout--&gt; ENDED
 * SENDING --waits for a shared call--&gt; SHARING --result, or given up--&gt; ENDED
 * SHARING --goes on by itself--&gt; SENDING
 * </pre>
 *
 * <p>Each arrow is one compare-and-set, and whoever wins it brings the result. So a task that an
 * executor runs after all, long after it was given up, sends nothing, and a result that comes twice
 * counts once.
 */
final class Slot implements Runnable, Ear {

  private enum Phase {
    WAITING,
    SENDING,
    SHARING,
    ENDED
  }

  private static final Logger log = LoggerFactory.getLogger(Slot.class);

  private final BatchRun run;
  private final int place;
  private final long index;
  private final boolean duplicate;
  private final @Nullable LedgerKey key;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
  private @Nullable Message message;
  private @Nullable SendResult result;
  private volatile long since;
  private volatile @Nullable Thread runner;

  Slot(BatchRun run, int place, Taken taken) {
    this.run = run;
    this.place = place;
    index = taken.index();
    message = taken.message();
    duplicate = taken.duplicate();
    key = taken.key();
    since = run.now();
    run.crew().waits();
  }

  /** Sends this message, and then others as long as the batch has some for this thread. */
  @Override
  public void run() {
    long begun = run.now();
    int left = Crew.MOST;
    Slot slot = this;
    while (slot != null && slot.send()) {
      left--;
      boolean goesOn =
          left > 0
              && run.now() - begun < Crew.LONGEST_NANOS
              && !Thread.currentThread().isInterrupted();
      slot = run.threadIsFree(slot.phase.get() != Phase.SENDING, goesOn);
    }
  }

  /** Tells whether this thread was the one to send it. */
  private boolean send() {
    // Before the state, so that nobody sees it sending since a time when it only waited.
    since = run.now();
    if (!phase.compareAndSet(Phase.WAITING, Phase.SENDING)) {
      return false;
    }
    run.crew().begins();
    run.crew().waitsNoMore();
    runner = Thread.currentThread();
    try {
      run.sender().send(message(), this);
    } catch (Throwable t) {
      // Errors too: one message that overflows the stack must not cost the others their results.
      log.warn("Sending message {} of a batch threw {}", index, Faults.describe(t));
      giveUpSending(Faults.threw(t));
    } finally {
      runner = null;
      run.crew().ends();
    }
    return true;
  }

  @Override
  public void waits() {
    if (phase.compareAndSet(Phase.SENDING, Phase.SHARING)) {
      run.places().shares();
    }
  }

  @Override
  public void isParked() {
    // In the task's own thread the batch looks for more after the sender has returned.
    if (Thread.currentThread() != runner) {
      run.pump().signal();
    }
  }

  @Override
  public void goesOn() {
    if (phase.compareAndSet(Phase.SHARING, Phase.SENDING)) {
      run.places().sharesNoMore();
      // Its call has ended, so there may be a place for another message.
      run.pump().signal();
    }
  }

  @Override
  public void accept(@Nullable SendResult result) {
    boolean ended = giveUpSending(result == null ? Faults.NO_RESULT : result);
    // In the task's own thread the batch goes on after the sender has returned, so that sink and
    // source never run inside the corridor. Another thread may be the timer's, so it is not used.
    if (ended && Thread.currentThread() != runner) {
      run.pump().signal();
    }
  }

  /** Ends it with this result if the executor has not started it. */
  boolean giveUpWaiting(SendResult result) {
    return end(Phase.WAITING, result);
  }

  /** Ends it with this result if it was started and has not ended. */
  boolean giveUpSending(SendResult result) {
    return end(Phase.SENDING, result) || end(Phase.SHARING, result);
  }

  private boolean end(Phase from, SendResult result) {
    if (!phase.compareAndSet(from, Phase.ENDED)) {
      return false;
    }
    if (from == Phase.SHARING) {
      run.places().sharesNoMore();
    } else if (from == Phase.WAITING) {
      run.crew().waitsNoMore();
    }
    this.result = result;
    run.window().ended(this);
    return true;
  }

  /** Returns for how long it has been waiting or sending, whichever it is at. */
  long age(long now) {
    return now - since;
  }

  boolean isWaiting() {
    return phase.get() == Phase.WAITING;
  }

  /** Tells whether a thread of the executor is in it. */
  boolean isRunning() {
    return runner != null;
  }

  boolean isEnded() {
    return phase.get() == Phase.ENDED;
  }

  int place() {
    return place;
  }

  long index() {
    return index;
  }

  boolean duplicate() {
    return duplicate;
  }

  @Nullable LedgerKey key() {
    return key;
  }

  Message message() {
    return Objects.requireNonNull(message, "message");
  }

  /** Only after it came out of the window's queue. */
  SendResult result() {
    return Objects.requireNonNull(result, "result");
  }

  /** Lets go of the message, for an executor may hold on to the task. */
  void clear() {
    message = null;
    result = null;
  }
}
