package io.notifyjava.internal.time;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The executor of a notifier that was given none. */
public final class OwnExecutor {

  /** Threads on a Java without virtual ones. A send mostly waits, so there are more than cores. */
  static final int MAX_THREADS = 64;

  /** Sends that may wait for a thread; more are refused, so that memory stays bounded. */
  static final int MAX_WAITING = 10_000;

  private OwnExecutor() {}

  /** Returns virtual threads where the runtime has them, else a bounded pool of daemon threads. */
  public static ExecutorService create() {
    try {
      // By name, because we compile for Java 17, which has no such method.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return platformThreads();
    }
  }

  static ExecutorService platformThreads() {
    AtomicInteger number = new AtomicInteger();
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, "notify-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
