package io.notifyjava.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a Redis, as a name, an address translator or a balancer does. */
final class Detour implements AutoCloseable {

  private final ServerSocket listening;
  private final List<Socket> open = new ArrayList<>();
  private final AtomicInteger forgotten = new AtomicInteger();
  private final AtomicInteger made = new AtomicInteger();
  private volatile int behind;

  Detour(URI redis) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), redis);
  }

  /** Takes what comes to this socket, which is closed with it. */
  Detour(ServerSocket listening, URI redis) {
    this.listening = listening;
    lead(redis);
    start(this::accept);
  }

  URI address() {
    return URI.create("redis://127.0.0.1:" + listening.getLocalPort());
  }

  /** New connections go there; those that are there stay where they are. */
  void lead(URI redis) {
    behind = redis.getPort();
  }

  /** Packets of the connections that are there now are dropped; new ones are passed on. */
  void forget() {
    forgotten.set(made.get());
  }

  /** Returns how many connections were made so far. */
  int made() {
    return made.get();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = kept(listening.accept());
      int number = made.incrementAndGet();
      Socket server = kept(new Socket(InetAddress.getLoopbackAddress(), behind));
      start(() -> copy(number, client, server));
      start(() -> copy(number, server, client));
    }
  }

  private synchronized Socket kept(Socket socket) {
    open.add(socket);
    return socket;
  }

  private void copy(int number, Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    byte[] some = new byte[8_192];
    try {
      for (int count = in.read(some); count >= 0; count = in.read(some)) {
        if (number > forgotten.get()) {
          to.getOutputStream().write(some, 0, count);
          to.getOutputStream().flush();
        }
      }
    } finally {
      if (number > forgotten.get()) {
        to.close();
      }
    }
  }

  private static void start(Loop loop) {
    Thread thread =
        new Thread(
            () -> {
              try {
                loop.run();
              } catch (IOException e) {
                // A side went away, or refused the other: that is what the tests are about.
              }
            },
            "detour");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private interface Loop {
    void run() throws IOException;
  }
}
