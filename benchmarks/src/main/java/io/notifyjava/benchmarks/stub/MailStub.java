package io.notifyjava.benchmarks.stub;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that takes everything and keeps nothing: a thread for each connection, PIPELINING,
 * replies written when no command waits, if wanted after a fixed delay, as a line of that length
 * would make it.
 */
public final class MailStub implements AutoCloseable {

  private static final byte[] GREETING = ascii("220 stub ESMTP\r\n");
  private static final byte[] HELLO = ascii("250-stub\r\n250-PIPELINING\r\n250 8BITMIME\r\n");
  private static final byte[] OK = ascii("250 2.0.0 ok\r\n");
  private static final byte[] GO_AHEAD = ascii("354 go ahead\r\n");
  private static final byte[] BYE = ascii("221 2.0.0 bye\r\n");

  private final ServerSocket server;
  private final HttpServer counter;
  private final long delayNanos;
  private final AtomicLong messages = new AtomicLong();

  private MailStub(long delayNanos) throws IOException {
    this.delayNanos = delayNanos;
    this.server = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
    this.counter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    counter.createContext(
        "/",
        exchange -> {
          byte[] body = ascii("{\"messages\":" + messages.get() + "}");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  /** Starts a stub on free ports of the loopback interface. */
  public static MailStub start(long delayMillis) throws IOException {
    MailStub stub = new MailStub(TimeUnit.MILLISECONDS.toNanos(delayMillis));
    stub.counter.start();
    daemon(stub::accept);
    return stub;
  }

  /** Returns where it tells how many mails came; the first part of the path is the mail port. */
  public String url() {
    return "http://127.0.0.1:" + counter.getAddress().getPort() + "/" + server.getLocalPort();
  }

  /** Returns the mail port in such an address. */
  public static int port(String url) {
    return Integer.parseInt(url.substring(url.lastIndexOf('/') + 1));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        return; // It was closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Input in = new Input(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      ByteArrayOutputStream replies = new ByteArrayOutputStream(1_024);
      replies.write(GREETING);
      boolean open = true;
      while (open) {
        if (in.isEmpty()) {
          pause();
          replies.writeTo(out);
          replies.reset();
        }
        String verb = in.verb();
        if (verb == null) {
          return;
        }
        switch (verb) {
          case "EHLO", "HELO" -> replies.write(HELLO);
          case "DATA" -> {
            replies.write(GO_AHEAD);
            pause();
            replies.writeTo(out);
            replies.reset();
            in.skipMail();
            messages.incrementAndGet();
            replies.write(OK);
          }
          case "QUIT" -> {
            replies.write(BYE);
            replies.writeTo(out);
            open = false;
          }
          default -> replies.write(OK);
        }
      }
    } catch (IOException e) {
      // The client left.
    }
  }

  private void pause() {
    if (delayNanos > 0) {
      LockSupport.parkNanos(delayNanos);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "mail-stub");
    thread.setDaemon(true);
    thread.start();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    server.close();
    counter.stop(0);
  }

  /**
   * Runs a stub until the end of its input.
   *
   * @param args the delay in milliseconds
   */
  public static void main(String[] args) throws IOException {
    try (MailStub stub = start(Long.parseLong(args[0]))) {
      System.out.println(stub.url());
      while (System.in.read() >= 0) {
        // Until whoever started it closes its side.
      }
    }
  }

  /** Commands and mails, without a copy of anything that nobody looks at. */
  private static final class Input {

    private final InputStream in;
    private final byte[] buffer = new byte[16_384];
    private int from;
    private int to;

    Input(InputStream in) {
      this.in = in;
    }

    boolean isEmpty() {
      return from == to;
    }

    private int next() throws IOException {
      if (from == to) {
        to = in.read(buffer, 0, buffer.length);
        from = 0;
        if (to < 0) {
          to = 0;
          return -1;
        }
      }
      return buffer[from++];
    }

    /** Returns the first four letters of the next line. */
    @Nullable String verb() throws IOException {
      byte[] verb = new byte[4];
      int length = 0;
      for (int b = next(); b != '\n'; b = next()) {
        if (b < 0) {
          return null;
        }
        if (length < 4) {
          verb[length++] = (byte) b;
        }
      }
      return new String(verb, StandardCharsets.US_ASCII);
    }

    /** Reads to the line with the dot. */
    void skipMail() throws IOException {
      int state = 2;
      while (state < 5) {
        int b = next();
        if (b < 0) {
          throw new IOException("The mail has no end");
        }
        // After "\n" 2, after "\n." 3, after "\n.\r" 4.
        state =
            b == '\n'
                ? state == 4 ? 5 : 2
                : b == '.' && state == 2 ? 3 : b == '\r' && state == 3 ? 4 : 0;
      }
    }
  }
}
