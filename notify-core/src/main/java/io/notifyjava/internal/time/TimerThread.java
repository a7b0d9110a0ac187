package io.notifyjava.internal.time;

import io.notifyjava.spi.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one daemon thread that wakes what waits: back-offs, rate limits, watchdogs. Started on first
 * use.
 */
public final class TimerThread implements Timer, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TimerThread.class);

  private final ScheduledThreadPoolExecutor scheduler;

  /**
   * What waits. The scheduler's own list is no use for this: it refuses to run its tasks once shut
   * down.
   */
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

  public TimerThread() {
    scheduler =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "notify-timer");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    Waiting entry = new Waiting(task);
    waiting.add(entry);
    try {
      // Nobody cancels; tasks find out by themselves that they are too late.
      var unused = scheduler.schedule(entry, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      // What would wait after the close goes on at once and finds it closed; nothing is forgotten.
      entry.run();
    }
  }

  /** Ends the thread; what still waited is run now, in the calling thread. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    waiting.forEach(Waiting::run);
  }

  /** A task that runs once, whether its time or the end comes first. */
  private final class Waiting implements Runnable {

    private final Runnable task;
    private final AtomicBoolean taken = new AtomicBoolean();

    Waiting(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (!taken.compareAndSet(false, true)) {
        return;
      }
      waiting.remove(this);
      try {
        task.run();
      } catch (RuntimeException e) {
        log.error("A timer task failed; this is a bug of the library", e);
      }
    }
  }
}
