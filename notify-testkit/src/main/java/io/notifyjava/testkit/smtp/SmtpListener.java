package io.notifyjava.testkit.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections and gives each a thread. Thread-safe. */
final class SmtpListener {

  private static final Logger LOGGER = LoggerFactory.getLogger(SmtpListener.class);
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 1024;
  private static final long CLOSE_NANOS = Duration.ofSeconds(2).toNanos();

  /** A conversation and a handshake need a few dozen frames. */
  private static final long STACK_BYTES = 512 * 1024;

  /** Waiting for threads is real time. */
  private static final LongSupplier ELAPSED = System::nanoTime;

  private final SmtpServer server;
  private final int port;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<SmtpLink, Thread> open = new ConcurrentHashMap<>();
  private final ReentrantLock listening = new ReentrantLock();
  private @Nullable ServerSocket listener;
  private Thread acceptor;
  private volatile boolean closed;

  SmtpListener(SmtpServer server, int port) {
    this.server = server;
    ServerSocket first = bind(port);
    this.port = first.getLocalPort();
    this.listener = first;
    this.acceptor = accept(first);
  }

  int port() {
    return port;
  }

  void refuse() {
    listening.lock();
    try {
      ServerSocket current = listener;
      listener = null;
      if (current != null) {
        current.close();
        // The kernel goes on listening until the blocked accept() has let go of the socket.
        acceptor.join(CLOSE_NANOS / 1_000_000);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException failed) {
      throw new UncheckedIOException("closing the listening socket failed", failed);
    } finally {
      listening.unlock();
    }
  }

  void resume() {
    listening.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the simulator is closed; start a new one");
      }
      if (listener == null) {
        ServerSocket again = bind(port);
        listener = again;
        acceptor = accept(again);
      }
    } finally {
      listening.unlock();
    }
  }

  void drop() {
    open.keySet().forEach(SmtpLink::drop);
  }

  void close() {
    closed = true;
    refuse();
    drop();
    long deadline = ELAPSED.getAsLong() + CLOSE_NANOS;
    try {
      for (Thread thread : open.values()) {
        thread.join(Math.max(1, (deadline - ELAPSED.getAsLong()) / 1_000_000));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
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

  private Thread accept(ServerSocket socket) {
    Thread thread = new Thread(() -> acceptLoop(socket), "smtp-simulator-" + port + "-accept");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void acceptLoop(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        serve(socket.accept());
      } catch (IOException failed) {
        if (!socket.isClosed()) {
          LOGGER.warn("Accepting a connection failed; the next one is awaited", failed);
        }
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    SmtpSettings.Limits limits = server.settings().limits();
    SmtpLink link = new SmtpLink(socket, limits.idle(), server.ledger()::closed);
    long number = numbers.incrementAndGet();
    long openNow = server.ledger().opened();
    boolean tooMany = limits.connections() > 0 && openNow > limits.connections();
    Thread thread =
        new Thread(
            null,
            () -> talk(link, number, tooMany),
            "smtp-simulator-" + port + "-" + number,
            STACK_BYTES);
    thread.setDaemon(true);
    open.put(link, thread);
    thread.start();
    if (closed) {
      // accepted while close() was already dropping the others
      link.drop();
    }
  }

  private void talk(SmtpLink link, long number, boolean tooMany) {
    try {
      new SmtpSession(server, link, number).talk(tooMany);
    } catch (IOException broken) {
      LOGGER.debug("Connection {} broke", number, broken);
    } finally {
      link.drop();
      // Last: close() waits for those that it finds.
      open.remove(link);
    }
  }
}
