package io.notifyjava.testkit.wire;

import static java.util.Objects.requireNonNull;

import io.notifyjava.testkit.internal.LoopbackListener;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A strict HTTP/1.1 server on 127.0.0.1 that answers from a handler and breaks what it is told to.
 *
 * <p>Keep-alive, pipelined requests, bodies by length or in chunks, and {@code Expect:
 * 100-continue} are served; what breaks RFC 9112 is refused. One daemon thread per connection,
 * virtual where the runtime has them. It holds nothing of past requests, so its memory doesn't grow
 * with their number. Thread-safe.
 *
 * @since 0.1.0
 */
public final class WireServer implements AutoCloseable {

  /** Waiting for threads is real time. */
  private static final LongSupplier ELAPSED = System::nanoTime;

  private final WireSetup setup;
  private final WireCounters counters = new WireCounters();
  private final AtomicLong numbers = new AtomicLong();
  private final Set<WireConnection> open = ConcurrentHashMap.newKeySet();
  private final ThreadFactory threads;
  private final LoopbackListener listener;

  private WireServer(WireSetup setup, int port) {
    this.setup = setup;
    this.listener = new LoopbackListener("server", port);
    String name = "wire-server-" + listener.port() + "-";
    this.threads = ConnectionThreads.named(name);
    listener.start(name + "accept", this::serve);
  }

  /** Starts with port 0 (any free one), no latency, and limits of 64 KiB head and 1 MiB body. */
  public static Builder builder() {
    return new Builder();
  }

  /** The port that it listens on; stays the same over {@link #refuseConnections()}. */
  public int port() {
    return listener.port();
  }

  /** Scheme, address and port without a trailing slash, such as {@code http://127.0.0.1:40001}. */
  public URI baseUrl() {
    return URI.create((setup.tls() == null ? "http" : "https") + "://127.0.0.1:" + port());
  }

  /** What was seen until now. The numbers are each right, but not taken at one instant. */
  public WireStats stats() {
    return counters.snapshot();
  }

  /** Starts counting from zero; open connections stay counted as open. */
  public void resetStats() {
    counters.reset();
  }

  /**
   * Closes the listening socket, so that new connections are refused. Open ones live on; see {@link
   * #dropConnections()}. Does nothing when already refusing.
   */
  public void refuseConnections() {
    listener.refuse();
  }

  /**
   * Listens again on the same port. Does nothing when already listening.
   *
   * @throws IllegalStateException after {@link #close()}
   * @throws UncheckedIOException if another program took the port meanwhile
   */
  public void acceptConnections() {
    listener.resume();
  }

  /** Closes every open connection at once, in the middle of an exchange too. */
  public void dropConnections() {
    open.forEach(WireConnection::drop);
  }

  /**
   * Stops listening, closes every connection, ends delays and drips, and waits up to two seconds
   * for the connections' threads. Calling it again does nothing.
   */
  @Override
  public void close() {
    listener.close();
    dropConnections();
    long deadline = ELAPSED.getAsLong() + LoopbackListener.PATIENCE.toNanos();
    try {
      for (WireConnection connection : open) {
        connection.join(deadline - ELAPSED.getAsLong());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Socket socket) {
    WireConnection connection =
        new WireConnection(socket, numbers.incrementAndGet(), setup, counters);
    counters.opened();
    open.add(connection);
    Thread thread =
        threads.newThread(
            () -> {
              try {
                connection.run();
              } finally {
                // In this order: close() waits for those that it finds, and the count is right
                // then.
                counters.closed();
                open.remove(connection);
              }
            });
    thread.start();
    if (listener.isClosed()) {
      // accepted while close() was already dropping the others
      connection.drop();
    }
  }

  /**
   * Sets a server up; may be used again after {@link #start()}; not thread-safe.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private int port;
    private @Nullable WireHandler handler;
    private ConnectionGate gate = number -> Optional.empty();
    private Latency latency = Latency.none();
    private int headLimit = 64 * 1024;
    private int bodyLimit = 1024 * 1024;
    private @Nullable SSLContext tls;

    private Builder() {}

    /** The TCP port, 0 to 65535; default 0, any free one. */
    public Builder port(int value) {
      if (value < 0 || value > 65_535) {
        throw new IllegalArgumentException("a port lies between 0 and 65535, but was " + value);
      }
      this.port = value;
      return this;
    }

    /** Who answers; required. */
    public Builder handler(WireHandler value) {
      this.handler = requireNonNull(value, "handler");
      return this;
    }

    /** Who may break a connection before its first request; default nobody. */
    public Builder gate(ConnectionGate value) {
      this.gate = requireNonNull(value, "gate");
      return this;
    }

    /** The pause before every answer; default none. */
    public Builder latency(Latency value) {
      this.latency = requireNonNull(value, "latency");
      return this;
    }

    /** Most bytes of request line and headers, above zero; default 64 KiB; beyond is 431. */
    public Builder headLimit(int bytes) {
      this.headLimit = positive(bytes, "headLimit");
      return this;
    }

    /** Most bytes of a request's body, above zero; default 1 MiB; beyond is 413. */
    public Builder bodyLimit(int bytes) {
      this.bodyLimit = positive(bytes, "bodyLimit");
      return this;
    }

    /** Serves HTTPS with this context's key; default plain HTTP. */
    public Builder tls(SSLContext value) {
      this.tls = requireNonNull(value, "tls");
      return this;
    }

    /**
     * Binds the port and serves.
     *
     * @throws IllegalStateException without a handler
     * @throws UncheckedIOException if the port is taken
     */
    public WireServer start() {
      if (handler == null) {
        throw new IllegalStateException("a WireServer needs a handler; call handler(...) first");
      }
      WireLimits limits = new WireLimits(headLimit, bodyLimit);
      return new WireServer(new WireSetup(handler, gate, latency, limits, tls), port);
    }

    private static int positive(int bytes, String name) {
      if (bytes <= 0) {
        throw new IllegalArgumentException(name + " is above zero, but was " + bytes);
      }
      return bytes;
    }
  }
}
