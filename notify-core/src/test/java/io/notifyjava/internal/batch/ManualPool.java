package io.notifyjava.internal.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An executor whose tasks run in the test's thread, one after the other, when the test says so. */
final class ManualPool extends AbstractExecutorService {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final List<Runnable> dropped = new ArrayList<>();
  private Predicate<Runnable> refuses = task -> false;
  private Predicate<Runnable> drops = task -> false;
  private boolean shutDown;

  static boolean isMessage(Runnable task) {
    return task instanceof Slot;
  }

  ManualPool refusing(Predicate<Runnable> refuses) {
    this.refuses = refuses;
    return this;
  }

  ManualPool dropping(Predicate<Runnable> drops) {
    this.drops = drops;
    return this;
  }

  @Override
  public synchronized void execute(Runnable task) {
    if (shutDown || refuses.test(task)) {
      throw new RejectedExecutionException("no room");
    }
    (drops.test(task) ? dropped : tasks).add(task);
  }

  synchronized int waiting() {
    return tasks.size();
  }

  synchronized List<Runnable> dropped() {
    return List.copyOf(dropped);
  }

  boolean runNext() {
    Runnable task;
    synchronized (this) {
      task = tasks.poll();
    }
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  void runAll() {
    boolean more = true;
    while (more) {
      more = runNext();
    }
  }

  @Override
  public synchronized void shutdown() {
    shutDown = true;
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    shutDown = true;
    List<Runnable> never = new ArrayList<>(tasks);
    tasks.clear();
    return never;
  }

  @Override
  public synchronized boolean isShutdown() {
    return shutDown;
  }

  @Override
  public synchronized boolean isTerminated() {
    return shutDown && tasks.isEmpty();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }
}
