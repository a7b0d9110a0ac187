package io.notifyjava.testkit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on 127.0.0.1 and hands connections over, one after the other, on a daemon thread of its
 * own; can refuse them for a while and take them again on the same port. Thread-safe.
 */
public final class LoopbackListener {

  /** How long whoever closes waits for threads, all in all. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Logger LOGGER = LoggerFactory.getLogger(LoopbackListener.class);
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 1024;

  /** Takes a connection; returns soon, since the next one waits. */
  @FunctionalInterface
  public interface Taker {
    void take(Socket socket) throws IOException;
  }

  private final String kind;
  private final int port;
  private final ReentrantLock listening = new ReentrantLock();
  private @Nullable ServerSocket listener;
  private @Nullable Taker taker;
  private @Nullable Thread acceptor;
  private volatile boolean closed;

  /**
   * Takes the port; connections wait until {@link #start}.
   *
   * @param kind what it is to people, such as {@code simulator}
   * @param port 0 for any free one
   * @throws UncheckedIOException if the port cannot be had
   */
  public LoopbackListener(String kind, int port) {
    this.kind = kind;
    ServerSocket first = bind(port);
    this.port = first.getLocalPort();
    this.listener = first;
  }

  /** Returns the port, which stays the same over {@link #refuse}. */
  public int port() {
    return port;
  }

  /**
   * Begins to hand connections over. Called once.
   *
   * @param name of the thread
   */
  public void start(String name, Taker connections) {
    listening.lock();
    try {
      taker = connections;
      if (listener != null) {
        acceptor = accept(listener, name, connections);
      }
    } finally {
      listening.unlock();
    }
  }

  /** Closes the listening socket, so that new connections are refused. */
  public void refuse() {
    listening.lock();
    try {
      ServerSocket current = listener;
      listener = null;
      if (current != null) {
        current.close();
        // The kernel goes on listening until the blocked accept() has let go of the socket.
        if (acceptor != null) {
          acceptor.join(PATIENCE.toMillis());
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException failed) {
      throw new UncheckedIOException("closing the listening socket failed", failed);
    } finally {
      listening.unlock();
    }
  }

  /**
   * Listens again on the same port; does nothing when listening.
   *
   * @throws IllegalStateException after {@link #close}
   * @throws UncheckedIOException if another program took the port meanwhile
   */
  public void resume() {
    listening.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the " + kind + " is closed; start a new one");
      }
      if (listener == null && taker != null && acceptor != null) {
        ServerSocket again = bind(port);
        listener = again;
        acceptor = accept(again, acceptor.getName(), taker);
      }
    } finally {
      listening.unlock();
    }
  }

  /**
   * Refuses for good. A connection may be handed over at this very moment; see {@link #isClosed}.
   */
  public void close() {
    closed = true;
    refuse();
  }

  /** Tells whoever has just taken a connection whether others are being dropped already. */
  public boolean isClosed() {
    return closed;
  }

  private static ServerSocket bind(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
      return socket;
    } catch (IOException failed) {
      throw new UncheckedIOException(
          "cannot listen on 127.0.0.1:" + port + "; choose another port, or 0 for any", failed);
    }
  }

  private static Thread accept(ServerSocket socket, String name, Taker connections) {
    Thread thread = new Thread(() -> acceptLoop(socket, connections), name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void acceptLoop(ServerSocket socket, Taker connections) {
    while (!socket.isClosed()) {
      try {
        connections.take(socket.accept());
      } catch (IOException failed) {
        if (!socket.isClosed()) {
          LOGGER.warn("Accepting a connection failed; the next one is awaited", failed);
        }
      }
    }
  }
}
