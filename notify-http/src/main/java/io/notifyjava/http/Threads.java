package io.notifyjava.http;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that an exchange owns beside OkHttp's. */
final class Threads {

  /** One lookup is shared by all calls for a host, and an exchange has few hosts. */
  private static final int LOOKUPS = 4;

  private Threads() {}

  /** Returns a pool for name lookups whose daemon threads end when unused for ten seconds. */
  static ThreadPoolExecutor lookups() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            LOOKUPS,
            LOOKUPS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "notify-http-dns");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
