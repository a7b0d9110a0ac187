package io.notifyjava.internal.time;

import io.notifyjava.spi.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a bounded number of tasks run on an executor at once; the others wait in a queue, which
 * their owner bounds.
 *
 * <p>An executor that has no room is met with patience: it is asked again and again, as long as
 * somebody is there who may come by ({@link #help()}) or a task runs, and about a second longer,
 * because a thread that has just done its work may not be back yet. Then the task is told that it
 * is refused.
 *
 * <p>Thread-safe; its monitor is held for a few instructions, never while a task runs.
 */
public final class Turnstile {

  private record Task(Runnable work, Runnable refused) {}

  private static final Logger log = LoggerFactory.getLogger(Turnstile.class);
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final int PATIENCE = 100;

  private final Executor executor;
  private final Timer timer;
  private final int width;
  private final BooleanSupplier helpComes;
  private final Deque<Task> queue = new ArrayDeque<>();
  private int workers;
  private int refusals;
  private boolean askingAgain;
  private volatile boolean waiting;
  private volatile @Nullable Thread scheduling;

  /**
   * Creates a turnstile.
   *
   * @param width how many tasks run at once
   * @param helpComes whether somebody is there who may call {@link #help()}
   */
  public Turnstile(Executor executor, Timer timer, int width, BooleanSupplier helpComes) {
    this.executor = executor;
    this.timer = timer;
    this.width = width;
    this.helpComes = helpComes;
  }

  /**
   * Runs a task as soon as there is room.
   *
   * @param refused runs instead of it, in this or another thread, if the executor does not take it
   */
  public void submit(Runnable work, Runnable refused) {
    synchronized (this) {
      queue.add(new Task(work, refused));
      waiting = true;
    }
    push();
  }

  private void push() {
    if (!enter()) {
      return;
    }
    try {
      executor.execute(this::work);
    } catch (Throwable t) {
      // Asked after the task was queued: so who is still there sees it, or is not counted on.
      refused(helpComes.getAsBoolean());
      return;
    }
    synchronized (this) {
      refusals = 0;
    }
  }

  private void refused(boolean helped) {
    boolean askAgain;
    synchronized (this) {
      workers--;
      if (workers > 0 || askingAgain) {
        return;
      }
      refusals = helped ? 0 : refusals + 1;
      askAgain = refusals < PATIENCE;
      askingAgain = askAgain;
    }
    if (askAgain) {
      scheduling = Thread.currentThread();
      timer.schedule(PAUSE, this::askAgain);
      scheduling = null;
    } else {
      giveUp();
    }
  }

  private void askAgain() {
    synchronized (this) {
      askingAgain = false;
    }
    // A timer that was closed runs its tasks at once: asking again would never come to an end.
    if (scheduling == Thread.currentThread()) {
      giveUp();
    } else {
      push();
    }
  }

  private void giveUp() {
    List<Task> lost;
    synchronized (this) {
      lost = new ArrayList<>(queue);
      queue.clear();
      waiting = false;
      refusals = 0;
    }
    lost.forEach(task -> run(task.refused));
  }

  /** Lends the calling thread, which is one of the executor, to what the executor refused. */
  public void help() {
    if (waiting && enter()) {
      work();
    }
  }

  private synchronized boolean enter() {
    if (queue.isEmpty() || workers == width) {
      return false;
    }
    workers++;
    return true;
  }

  private void work() {
    Task task = next();
    while (task != null) {
      run(task.work);
      if (Thread.currentThread().isInterrupted()) {
        // The interrupt was meant for that one; the others need a thread without a flag.
        synchronized (this) {
          workers--;
        }
        push();
        return;
      }
      task = next();
    }
  }

  private synchronized @Nullable Task next() {
    Task task = queue.poll();
    waiting = !queue.isEmpty();
    if (task == null) {
      workers--;
    }
    return task;
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable t) {
      log.error("A task of a batch failed; memory is out, or this is a bug of the library", t);
    }
  }
}
