package io.notifyjava.examples.common;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The executor of the service, which in this program we are. */
public final class Threads {

  private Threads() {}

  /**
   * Returns virtual threads where the runtime has them, else as many threads as calls fly.
   *
   * @param name of the threads, if there are any to name
   */
  public static ExecutorService forConcurrency(int concurrency, String name) {
    try {
      // By name, because we compile for Java 17, which has no such method.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return Executors.newFixedThreadPool(
          concurrency,
          task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
          });
    }
  }
}
