package io.notifyjava.internal.time;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The executor of a notifier that was given none: virtual threads where the runtime has them, else
 * a bounded pool of daemon threads. Takes {@value #MAX_TASKS} tasks at once and refuses more, so
 * that memory stays bounded. Starts no thread before its first task.
 */
public final class OwnExecutor implements Executor, AutoCloseable {

  /** Threads on a Java without virtual ones. A send mostly waits, so there are more than cores. */
  private static final int MAX_THREADS = 64;

  /** Tasks that run or wait to run. */
  static final int MAX_TASKS = 10_000;

  private final ExecutorService threads;
  private final Semaphore room = new Semaphore(MAX_TASKS);

  OwnExecutor(ExecutorService threads) {
    this.threads = threads;
  }

  /** Returns the executor that suits this runtime. */
  public static OwnExecutor create() {
    try {
      // By name, because we compile for Java 17, which has no such method.
      return new OwnExecutor(
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null));
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return onPlatformThreads();
    }
  }

  static OwnExecutor onPlatformThreads() {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(task, "notify-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MAX_THREADS, MAX_THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
    pool.allowCoreThreadTimeOut(true);
    return new OwnExecutor(pool);
  }

  @Override
  public void execute(Runnable task) {
    if (!room.tryAcquire()) {
      throw new RejectedExecutionException(
          MAX_TASKS + " tasks are waiting; bring an executor of your own, or use a batch");
    }
    try {
      threads.execute(
          () -> {
            try {
              task.run();
            } finally {
              room.release();
            }
          });
    } catch (RejectedExecutionException e) {
      room.release();
      throw e;
    }
  }

  /** Ends the threads; what they are in the middle of is interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
