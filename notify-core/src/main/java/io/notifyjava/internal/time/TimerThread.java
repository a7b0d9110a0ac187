package io.notifyjava.internal.time;

import io.notifyjava.spi.Timer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one daemon thread that wakes what waits: back-offs, rate limits, watchdogs. Started on first
 * use.
 */
public final class TimerThread implements Timer, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TimerThread.class);

  private final ScheduledThreadPoolExecutor scheduler;

  public TimerThread() {
    scheduler =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "notify-timer");
              thread.setDaemon(true);
              return thread;
            });
    scheduler.setRemoveOnCancelPolicy(true);
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    try {
      // Nobody cancels; tasks find out by themselves that they are too late.
      var unused = scheduler.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      // What waited when the notifier closed goes on at once and finds it closed; nothing is
      // forgotten.
      guarded(task);
    }
  }

  /** Ends the thread; what still waited is run now. */
  @Override
  public void close() {
    for (Runnable waiting : scheduler.shutdownNow()) {
      waiting.run();
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("A timer task failed; this is a bug of the library", e);
    }
  }
}
