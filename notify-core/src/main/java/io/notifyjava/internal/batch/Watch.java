package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchOptions;
import io.notifyjava.spi.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks about once a second for what nobody will tell: tasks that the executor dropped or left
 * behind when it ended. One timer for the batch, none for a message.
 *
 * <p>Runs on the notifier's timer thread, so it calls no foreign code but the executor.
 */
final class Watch {

  private static final Logger log = LoggerFactory.getLogger(Watch.class);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final BatchRun run;
  private final Timer timer;
  private final Duration period;
  private final long startLimit;
  private final long finishLimit;
  private volatile @Nullable Thread arming;
  private volatile boolean ranAtOnce;

  Watch(BatchRun run, Timer timer, BatchOptions options) {
    this.run = run;
    this.timer = timer;
    startLimit = options.startTimeout().toNanos();
    finishLimit = options.finishTimeout().toNanos();
    period = shortest(options);
  }

  private static Duration shortest(BatchOptions options) {
    Duration period = LONGEST;
    for (Duration wanted : new Duration[] {options.startTimeout(), options.finishTimeout()}) {
      period = wanted.compareTo(period) < 0 ? wanted : period;
    }
    return options.progressListener() != null && options.progressEvery().compareTo(period) < 0
        ? options.progressEvery()
        : period;
  }

  /** Asks the timer for the next look; tells whether it will come later, as it should. */
  boolean arm() {
    ranAtOnce = false;
    arming = Thread.currentThread();
    try {
      timer.schedule(period, this::tick);
    } finally {
      arming = null;
    }
    return !ranAtOnce;
  }

  private void tick() {
    // A timer that was closed runs its tasks at once: arming again would never come to an end.
    if (arming == Thread.currentThread()) {
      ranAtOnce = true;
      return;
    }
    if (run.isDone()) {
      return;
    }
    try {
      look();
    } catch (Throwable t) {
      log.warn("Looking after a batch failed with {}", Faults.describe(t));
    }
    if (!arm()) {
      // The notifier was closed and may end its executor next, with tasks of ours still in it.
      run.pump().leaveExecutor();
    }
  }

  private void look() {
    long now = run.now();
    boolean terminated = run.handover().noteTermination(now);
    int notStarted = run.window().count(slot -> isOverdue(slot, now, terminated));
    int notFinished = run.window().count(slot -> isLost(slot, now, terminated));
    if (notStarted > 0 || run.pump().isForgotten(startLimit)) {
      // An executor that drops messages would drop the request for a thread too.
      run.pump().rescue();
    } else if (run.handover().hasRefused()) {
      // The room may have been made by others than this batch.
      run.handover().roomMade();
      run.pump().signal();
    } else if (notFinished > 0 || run.wantsAttention()) {
      run.pump().signal();
    }
  }

  private boolean isOverdue(Slot slot, long now, boolean terminated) {
    return slot.isWaiting()
        && (terminated || slot.age(now) >= startLimit)
        && slot.giveUpWaiting(terminated ? Faults.EXECUTOR_ENDED : Faults.NOT_STARTED);
  }

  private boolean isLost(Slot slot, long now, boolean terminated) {
    boolean left =
        terminated && now - run.handover().terminatedAt() >= Math.min(startLimit, finishLimit);
    boolean late = left || slot.age(now) >= finishLimit;
    return late && !slot.isWaiting() && slot.giveUpSending(Faults.NOT_FINISHED);
  }
}
