package io.notifyjava.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A server of bare sockets that does to each connection whatever a script says. */
final class FaultServer implements AutoCloseable {

  /** What is done with one connection; it is closed afterwards. */
  interface Script {
    void serve(Connection connection) throws Exception;
  }

  /** Bytes that come before it counts as dripping. */
  private static final int DRIPS = 3;

  private final ServerSocket listener;
  private final Script script;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Runnable lingering = () -> {};

  private FaultServer(ServerSocketFactory sockets, Script script) throws IOException {
    this.script = script;
    this.listener = sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  static FaultServer start(Script script) throws IOException {
    return new FaultServer(ServerSocketFactory.getDefault(), script);
  }

  static FaultServer startTls(SSLContext context, Script script) throws IOException {
    return new FaultServer(context.getServerSocketFactory(), script);
  }

  /** Does something each time when it has begun to let a client wait: stalls, or drips. */
  FaultServer whenLingering(Runnable work) {
    lingering = work;
    return this;
  }

  String url() {
    String scheme = listener instanceof SSLServerSocket ? "https" : "http";
    return scheme + "://127.0.0.1:" + listener.getLocalPort();
  }

  /** Returns the heads and bodies of all requests that were read to their end. */
  Queue<String> requests() {
    return requests;
  }

  int connections() {
    return connections.get();
  }

  int openConnections() {
    return open.size();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        open.add(socket);
        daemon(() -> serve(socket));
      } catch (IOException closing) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      script.serve(new Connection(socket));
    } catch (Exception clientWentAway) {
      // Expected: most scripts write until the client had enough.
    } finally {
      open.remove(socket);
    }
  }

  private void daemon(Runnable work) {
    Thread thread = new Thread(work, "fault-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** One connection in the hands of a script. */
  final class Connection {

    private final Socket socket;

    private final InputStream in;

    private Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Reads one request; returns false if the client closed the connection instead. */
    boolean readRequest() throws IOException {
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      for (int last = 0; last != 0x0D0A0D0A; ) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        read.write(next);
        last = last << 8 | next;
      }
      String head = read.toString(StandardCharsets.ISO_8859_1);
      byte[] body = in.readNBytes(contentLength(head));
      requests.add(head + new String(body, StandardCharsets.UTF_8));
      return true;
    }

    private int contentLength(String head) {
      for (String line : head.split("\r\n")) {
        if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
          return Integer.parseInt(line.substring(15).strip());
        }
      }
      return 0;
    }

    /** Waits until something of a request is there, and leaves it there. */
    void awaitFirstByte() throws IOException {
      in.mark(1);
      if (in.read() < 0) {
        throw new EOFException();
      }
      in.reset();
    }

    /** Reads as many bytes; fails if the client ends before. */
    byte[] read(int count) throws IOException {
      byte[] bytes = in.readNBytes(count);
      if (bytes.length < count) {
        throw new EOFException();
      }
      return bytes;
    }

    void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Answers with a length and a body. */
    void answer(String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      write("HTTP/1.1 200 OK\r\nContent-Length: " + bytes.length + "\r\n\r\n");
      write(bytes);
    }

    /** Writes one byte every 20 ms until the client goes away. */
    void drip(String text) throws Exception {
      for (int i = 0; !closed.await(20, TimeUnit.MILLISECONDS); i++) {
        if (i == DRIPS) {
          lingering.run();
        }
        write(text.substring(i % text.length(), i % text.length() + 1));
      }
    }

    void repeat(String text) throws IOException {
      byte[] bytes =
          text.repeat(Math.max(1, 16_384 / text.length())).getBytes(StandardCharsets.UTF_8);
      while (closed.getCount() > 0) {
        write(bytes);
      }
    }

    /** Ends the connection with RST. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    void closeOutput() throws IOException {
      socket.shutdownOutput();
    }

    /** Keeps the connection, and everybody waiting. */
    void stall() throws InterruptedException {
      lingering.run();
      closed.await();
    }

    /** Waits until the client closes the connection. */
    void awaitEnd() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // Whatever it still says is of no interest.
      }
    }
  }
}
