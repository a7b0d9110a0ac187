package io.notifyjava.testkit.contract;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes bytes between a provider and its server until it hangs up; then its address refuses
 * connections. So a server can be lost in the middle of things, whatever protocol it speaks.
 */
final class Relay implements AutoCloseable {

  private static final long LONGEST_END_MILLIS = Duration.ofSeconds(10).toMillis();

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ServerSocket listener = Nobody.listen();
  private final URI server;
  private final Thread acceptor;

  Relay(URI server) {
    this.server = server;
    this.acceptor = start("accept", this::accept);
  }

  URI address() {
    return Nobody.at(server.getScheme(), listener.getLocalPort(), server);
  }

  /** Drops all connections and refuses new ones, from the moment when it returns. */
  void hangUp() {
    close(listener);
    // The kernel goes on listening until the blocked accept() has let go of the socket; whoever
    // connects meanwhile would be cut off in the middle instead of refused.
    awaitEndOf(acceptor);
    open.forEach(Relay::close);
  }

  private static void awaitEndOf(Thread thread) {
    try {
      thread.join(LONGEST_END_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    hangUp();
  }

  private void accept() throws IOException {
    while (true) {
      Socket caller = listener.accept();
      open.add(caller);
      Socket onward = new Socket();
      open.add(onward);
      onward.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      start("to-server", () -> pump(caller, onward));
      start("to-caller", () -> pump(onward, caller));
    }
  }

  private static void pump(Socket from, Socket to) throws IOException {
    from.getInputStream().transferTo(to.getOutputStream());
    to.shutdownOutput();
  }

  private Thread start(String name, Work work) {
    Runnable untilItBreaks =
        () -> {
          try {
            work.run();
          } catch (IOException hungUp) {
            // However one side ends, the other must see an end.
            open.forEach(Relay::close);
          }
        };
    Thread thread = new Thread(untilItBreaks, "contract-relay-" + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("Cannot close a socket of the relay", failed);
    }
  }

  /** What a thread of the relay does until a socket is closed under it. */
  private interface Work {

    void run() throws IOException;
  }
}
