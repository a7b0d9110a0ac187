package io.notifyjava.token;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Keeps tasks until the test runs them, or takes none. */
final class QueueExecutor implements Executor {

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private volatile boolean rejecting;
  private volatile int offered;

  @Override
  public synchronized void execute(Runnable task) {
    offered++;
    if (rejecting) {
      throw new RejectedExecutionException("full");
    }
    tasks.add(task);
  }

  void rejects(boolean rejecting) {
    this.rejecting = rejecting;
  }

  int waiting() {
    return tasks.size();
  }

  int offered() {
    return offered;
  }

  void runAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }
}
