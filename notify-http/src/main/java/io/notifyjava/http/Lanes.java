package io.notifyjava.http;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Gives each call in flight a client of its own, with a pool of one connection and a list of one
 * running call, so that calls neither wait for each other's locks nor search each other's lists.
 *
 * <p>One pool for all costs each call a walk over all connections, with a lock for each (OkHttp
 * 5.5.1, RealConnectionPool), and one dispatcher a second lock and a second walk; see
 * docs/performance.md for what that comes to.
 *
 * <p>The lane that was used last is used next, so those that are not needed grow old and their
 * connections are closed when they are older than the keep-alive time. Lanes that rest are as many
 * as idle connections are allowed; further ones are closed when their call ends.
 */
final class Lanes {

  private final OkHttpClient template;
  private final int mostIdle;
  private final long keepAliveMillis;
  private final ConcurrentLinkedDeque<OkHttpClient> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger idleCount = new AtomicInteger();
  private volatile boolean closed;

  /**
   * Begins without lanes.
   *
   * @param template whose settings each lane has; its own pool and dispatcher are not used
   * @param mostIdle connections that may rest
   */
  Lanes(OkHttpClient template, int mostIdle, long keepAliveMillis) {
    this.template = template;
    this.mostIdle = mostIdle;
    this.keepAliveMillis = keepAliveMillis;
  }

  /** Returns a lane that nobody else uses until it is given back. */
  OkHttpClient take() {
    OkHttpClient rested = idle.pollFirst();
    if (rested != null) {
      idleCount.decrementAndGet();
      return rested;
    }
    return template
        .newBuilder()
        .connectionPool(
            new ConnectionPool(Math.min(1, mostIdle), keepAliveMillis, TimeUnit.MILLISECONDS))
        .dispatcher(new Dispatcher())
        .build();
  }

  /** Takes a lane back whose call has ended. */
  void give(OkHttpClient lane) {
    if (idleCount.incrementAndGet() > mostIdle) {
      idleCount.decrementAndGet();
      lane.connectionPool().evictAll();
      return;
    }
    idle.addFirst(lane);
    // Looked at after the lane was put down, so that either close() finds it or we do.
    if (closed) {
      evictAll();
    }
  }

  /** Closes all connections that rest, and from now on each one whose call ends. */
  void close() {
    closed = true;
    evictAll();
  }

  private void evictAll() {
    @Nullable OkHttpClient lane = idle.pollFirst();
    while (lane != null) {
      idleCount.decrementAndGet();
      lane.connectionPool().evictAll();
      lane = idle.pollFirst();
    }
  }

  /** Returns how many lanes rest. */
  int resting() {
    return idleCount.get();
  }
}
