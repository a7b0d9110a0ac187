package io.notifyjava.internal.time;

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
 * <p>An executor that has no room is met with patience: as long as somebody is there who will come
 * by ({@link #help()}) or a task runs, a refused task waits. Else it is told that it is refused.
 *
 * <p>Thread-safe; its monitor is held for a few instructions, never while a task runs.
 */
public final class Turnstile {

  private record Task(Runnable work, Runnable refused) {}

  private static final Logger log = LoggerFactory.getLogger(Turnstile.class);

  private final Executor executor;
  private final int width;
  private final BooleanSupplier helpComes;
  private final Deque<Task> queue = new ArrayDeque<>();
  private int workers;
  private volatile boolean waiting;

  /**
   * Creates a turnstile.
   *
   * @param width how many tasks run at once
   * @param helpComes whether a thread is known that will call {@link #help()}
   */
  public Turnstile(Executor executor, int width, BooleanSupplier helpComes) {
    this.executor = executor;
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

  /** Asks the executor again for what it refused. */
  public void push() {
    if (!enter()) {
      return;
    }
    try {
      executor.execute(this::work);
    } catch (Throwable t) {
      // Everything that waits has been seen waiting by now, or has been asked about here.
      leave(helpComes.getAsBoolean()).forEach(task -> run(task.refused));
    }
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

  /** Returns those for whom nobody will come any more. */
  private synchronized List<Task> leave(boolean helped) {
    workers--;
    if (helped || workers > 0) {
      return List.of();
    }
    List<Task> lost = new ArrayList<>(queue);
    queue.clear();
    waiting = false;
    return lost;
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
