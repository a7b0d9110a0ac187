package io.notifyjava.internal.outbox;

import io.notifyjava.spi.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has rounds made when somebody signals, one after the other, in a thread of the executor.
 *
 * <p>It has no thread of its own: a signal makes a task of the executor, and signals that come
 * meanwhile make that task go round once more.
 */
final class Loop {

  private static final Logger log = LoggerFactory.getLogger(Loop.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Executor executor;
  private final Timer timer;
  private final Runnable round;
  private final AtomicInteger signals = new AtomicInteger();

  /** Whether a round waits for a thread; whoever sets it back makes the round. */
  private final AtomicBoolean waiting = new AtomicBoolean();

  private volatile boolean stopping;

  Loop(Executor executor, Timer timer, Runnable round) {
    this.executor = executor;
    this.timer = timer;
    this.round = round;
  }

  /** Has a round made soon. Called by any thread. */
  void signal() {
    if (signals.getAndIncrement() > 0) {
      return;
    }
    waiting.set(true);
    try {
      executor.execute(this::takeUp);
    } catch (Throwable e) {
      // Also an error: whatever the executor throws, it has not taken the task.
      if (waiting.compareAndSet(true, false)) {
        signals.set(0);
        log.debug("The executor refused to work on the outbox: {}", e.getClass().getName());
        later();
      }
    }
  }

  /** Has one more round made after the one that is being made. Called in a round. */
  void again() {
    signals.incrementAndGet();
  }

  /** Makes the round that waits for a thread, if one does, in the calling thread. */
  void takeUp() {
    if (waiting.compareAndSet(true, false)) {
      run();
    }
  }

  private void run() {
    int seen = 1;
    while (seen > 0) {
      seen = signals.get();
      try {
        round.run();
      } catch (Throwable e) {
        log.error("A round of the outbox failed; memory is out, or this is a bug", e);
        later();
      }
      seen = signals.addAndGet(-seen);
    }
  }

  private void later() {
    // A timer that was closed would signal at once, again and again.
    if (!stopping) {
      timer.schedule(SOON, this::signal);
    }
  }

  /** Only those who signal have rounds made from now on. */
  void stop() {
    stopping = true;
  }
}
