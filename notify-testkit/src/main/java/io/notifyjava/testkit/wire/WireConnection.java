package io.notifyjava.testkit.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted connection: reads, asks the handler, answers, until somebody closes.
 *
 * <p>{@link #run()} belongs to the connection's thread; {@link #drop()} may come from any.
 */
final class WireConnection implements Runnable {

  private static final Logger LOGGER = LoggerFactory.getLogger(WireConnection.class);

  /** A pause on a real socket is real time, even where a test moves the clock of a simulator. */
  private static final LongSupplier ELAPSED = System::nanoTime;

  /** How long a refused client may go on sending before it is cut off. */
  private static final int LINGER_MILLIS = 500;

  private final Socket plain;
  private final long number;
  private final WireSetup setup;
  private final WireCounters counters;
  private volatile boolean dropped;
  private volatile @Nullable Thread runner;

  WireConnection(Socket plain, long number, WireSetup setup, WireCounters counters) {
    this.plain = plain;
    this.number = number;
    this.setup = setup;
    this.counters = counters;
  }

  @Override
  public void run() {
    runner = Thread.currentThread();
    try {
      plain.setTcpNoDelay(true);
      Optional<Fault> broken = setup.gate().onAccept(number);
      if (broken.isPresent()) {
        strike(broken.get());
      } else {
        serve();
      }
    } catch (IOException gone) {
      // The client went away or the server was closed: both are everyday events here.
      LOGGER.trace("Connection {} ended: {}", number, gone.toString());
    } catch (RuntimeException bug) {
      LOGGER.warn("Connection {} ended by an exception of the gate or a fault", number, bug);
    } finally {
      closeQuietly();
    }
  }

  /** Ends the connection now, whatever its thread is doing. */
  void drop() {
    dropped = true;
    closeQuietly();
    LockSupport.unpark(runner);
  }

  /** Waits for the connection's thread, unless it is the caller's own. */
  void join(long nanos) throws InterruptedException {
    Thread thread = runner;
    if (nanos > 0 && thread != null && thread != Thread.currentThread()) {
      thread.join(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
  }

  private void strike(Fault fault) throws IOException {
    switch (fault.kind()) {
      case RESET_AT_ACCEPT -> reset();
      case CLOSE_AT_ACCEPT -> plain.close();
      case NEVER_READ -> pause(Long.MAX_VALUE);
      case RESET_BEFORE_REQUEST -> {
        int first = plain.getInputStream().read();
        LOGGER.trace("Connection {} is reset, first byte seen: {}", number, first >= 0);
        reset();
      }
      default ->
          throw new IllegalStateException(
              "a ConnectionGate must return a fault that acts before a request, but returned "
                  + fault.kind()
                  + "; give that one to a WireReply");
    }
  }

  private void serve() throws IOException {
    Socket socket = secured();
    InputStream in = socket.getInputStream();
    CountingOutput out = new CountingOutput(socket.getOutputStream(), counters);
    RequestReader reader = new RequestReader(in, out, setup.limits(), counters);
    ReplyWriter writer = new ReplyWriter(out, this::pause);
    Ending ending = Ending.KEEP;
    while (ending == Ending.KEEP && !dropped) {
      ending = exchange(socket, reader, writer);
    }
    if (ending == Ending.RESET) {
      reset();
    } else {
      socket.close();
    }
  }

  private Ending exchange(Socket socket, RequestReader reader, ReplyWriter writer)
      throws IOException {
    RequestReader.Incoming incoming;
    try {
      incoming = reader.next();
    } catch (MalformedRequestException bad) {
      return refuse(bad, socket, reader, writer);
    }
    if (incoming == null) {
      return Ending.CLOSE;
    }
    counters.request();
    return answer(incoming, ask(incoming.request()), socket, reader, writer);
  }

  private Ending answer(
      RequestReader.Incoming incoming,
      WireReply reply,
      Socket socket,
      RequestReader reader,
      ReplyWriter writer)
      throws IOException {
    try {
      if (!pause(setup.latency().nextNanos() + reply.delay().toNanos())) {
        return Ending.CLOSE;
      }
      Optional<Fault> fault = reply.fault();
      if (fault.isPresent()) {
        return play(fault.get(), reply, incoming.keepAlive(), socket, reader, writer);
      }
    } finally {
      // Before a whole answer goes out, for a client that has read it may look at once.
      reply.afterwards().run();
    }
    return writer.whole(reply, incoming.keepAlive(), incoming.request().method().equals("HEAD"));
  }

  private WireReply ask(WireRequest request) {
    try {
      return setup.handler().handle(request);
    } catch (RuntimeException bug) {
      LOGGER.warn("The handler threw on {}; answering 500", request, bug);
      return WireReply.builder().status(500).body("the handler threw an exception").build();
    }
  }

  private static Ending play(
      Fault fault,
      WireReply reply,
      boolean keepAlive,
      Socket socket,
      RequestReader reader,
      ReplyWriter writer)
      throws IOException {
    return switch (fault.kind()) {
      case RESET_AFTER_REQUEST -> Ending.RESET;
      case CLOSE_AFTER_REQUEST -> Ending.CLOSE;
      case SILENCE -> {
        reader.drain();
        yield Ending.CLOSE;
      }
      case HALF_CLOSE -> {
        socket.shutdownOutput();
        reader.drain();
        yield Ending.CLOSE;
      }
      default -> writer.broken(reply, fault, keepAlive);
    };
  }

  /**
   * Answers a malformed request, then lets the client finish: closing with unread bytes would send
   * a reset that may overtake the answer.
   */
  private Ending refuse(
      MalformedRequestException bad, Socket socket, RequestReader reader, ReplyWriter writer)
      throws IOException {
    counters.malformedRequest();
    WireReply reply =
        WireReply.builder()
            .status(bad.status())
            .header("Content-Type", "text/plain; charset=utf-8")
            .body(String.valueOf(bad.getMessage()))
            .build();
    writer.whole(reply, false, false);
    socket.shutdownOutput();
    socket.setSoTimeout(LINGER_MILLIS);
    reader.drain();
    return Ending.CLOSE;
  }

  private Socket secured() throws IOException {
    SSLContext tls = setup.tls();
    if (tls == null) {
      return plain;
    }
    // Layered, so that faults can still reach the plain socket underneath.
    return (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
  }

  private boolean pause(long nanos) {
    long start = ELAPSED.getAsLong();
    long left = nanos;
    while (left > 0 && !dropped) {
      LockSupport.parkNanos(this, left);
      left = nanos - (ELAPSED.getAsLong() - start);
    }
    return !dropped;
  }

  private void reset() throws IOException {
    // Linger on with time zero makes close() send RST in place of FIN.
    plain.setSoLinger(true, 0);
    plain.close();
  }

  private void closeQuietly() {
    try {
      plain.close();
    } catch (IOException failed) {
      LOGGER.trace("Closing connection {} failed: {}", number, failed.toString());
    }
  }
}
