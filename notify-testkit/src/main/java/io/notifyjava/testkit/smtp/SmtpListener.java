package io.notifyjava.testkit.smtp;

import io.notifyjava.testkit.internal.LoopbackListener;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections and gives each a thread. Thread-safe. */
final class SmtpListener {

  private static final Logger LOGGER = LoggerFactory.getLogger(SmtpListener.class);

  /** A conversation and a handshake need a few dozen frames. */
  private static final long STACK_BYTES = 512 * 1024;

  /** Waiting for threads is real time. */
  private static final LongSupplier ELAPSED = System::nanoTime;

  private final SmtpServer server;
  private final LoopbackListener listener;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<SmtpLink, Thread> open = new ConcurrentHashMap<>();

  SmtpListener(SmtpServer server, int port) {
    this.server = server;
    this.listener = new LoopbackListener("simulator", port);
    listener.start(name("accept"), this::serve);
  }

  private String name(Object part) {
    return "smtp-simulator-" + listener.port() + "-" + part;
  }

  int port() {
    return listener.port();
  }

  void refuse() {
    listener.refuse();
  }

  void resume() {
    listener.resume();
  }

  void drop() {
    open.keySet().forEach(SmtpLink::drop);
  }

  void close() {
    listener.close();
    drop();
    long deadline = ELAPSED.getAsLong() + LoopbackListener.PATIENCE.toNanos();
    try {
      for (Thread thread : open.values()) {
        thread.join(Math.max(1, (deadline - ELAPSED.getAsLong()) / 1_000_000));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Socket socket) throws IOException {
    SmtpSettings.Limits limits = server.settings().limits();
    SmtpLink link = new SmtpLink(socket, limits.idle(), server.ledger()::closed);
    long number = numbers.incrementAndGet();
    long openNow = server.ledger().opened();
    boolean tooMany = limits.connections() > 0 && openNow > limits.connections();
    Thread thread = new Thread(null, () -> talk(link, number, tooMany), name(number), STACK_BYTES);
    thread.setDaemon(true);
    open.put(link, thread);
    thread.start();
    if (listener.isClosed()) {
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
