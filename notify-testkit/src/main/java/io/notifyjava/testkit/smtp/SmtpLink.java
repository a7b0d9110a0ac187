package io.notifyjava.testkit.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection: read in blocks, written in one piece for each batch of commands, and
 * encrypted from some point on.
 *
 * <p>Used by the connection's thread alone, but for {@link #drop()}.
 */
final class SmtpLink {

  private static final int BLOCK = 32 * 1024;
  private static final int FLUSH_AT = 16 * 1024;

  /** How long a client may take to hear that the connection is over. */
  private static final int FAREWELL_MILLIS = 1_000;

  private final Socket raw;
  private final CountDownLatch dropped = new CountDownLatch(1);
  private final AtomicBoolean over = new AtomicBoolean();
  private final Runnable atEnd;
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private byte[] block = new byte[BLOCK];
  private int from;
  private int to;
  private byte[] pending = new byte[1024];
  private int pendingLength;
  private boolean encrypted;

  /**
   * Takes a socket over.
   *
   * @param atEnd runs once, before the client can know that the connection is over
   */
  SmtpLink(Socket raw, Duration idle, Runnable atEnd) throws IOException {
    this.raw = raw;
    this.atEnd = atEnd;
    this.socket = raw;
    raw.setTcpNoDelay(true);
    raw.setSoTimeout((int) Math.min(idle.toMillis(), Integer.MAX_VALUE));
    this.in = raw.getInputStream();
    this.out = raw.getOutputStream();
  }

  boolean encrypted() {
    return encrypted;
  }

  /** Shakes hands as the server; whatever was read in clear text before is gone. */
  void encrypt(SSLContext context, String @Nullable [] protocols) throws IOException {
    flush();
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(raw, "127.0.0.1", raw.getPort(), true);
    tls.setUseClientMode(false);
    if (protocols != null) {
      tls.setEnabledProtocols(protocols);
    }
    tls.startHandshake();
    socket = tls;
    in = tls.getInputStream();
    out = tls.getOutputStream();
    from = 0;
    to = 0;
    encrypted = true;
  }

  /** Whether the client has said more already. */
  boolean hasMore() throws IOException {
    return from < to || in.available() > 0;
  }

  /**
   * Reads a line.
   *
   * @param limit most octets, line end included
   * @return without its end, one character for each octet; null at the end of the stream
   * @throws SmtpRefusal for a line that is too long or has a bare CR or LF in it
   */
  @Nullable String line(int limit) throws IOException, SmtpRefusal {
    int seen = 0;
    boolean longLine = false;
    while (true) {
      for (int i = from + seen; i < to; i++) {
        if (block[i] == '\n') {
          return longLine || i + 1 - from > limit ? tooLong(i + 1, limit) : text(i);
        }
      }
      seen = to - from;
      if (seen == block.length) {
        // Read on to the end of the line, so that the next command is found.
        longLine = true;
        from = to;
        seen = 0;
      }
      if (!fill()) {
        return null;
      }
    }
  }

  private String tooLong(int next, int limit) throws SmtpRefusal {
    from = next;
    throw SmtpRefusal.violation(500, "5.5.2", "line longer than " + limit + " octets");
  }

  private String text(int feed) throws SmtpRefusal {
    int end = feed - 1;
    int start = from;
    from = feed + 1;
    if (end < start || block[end] != '\r') {
      throw SmtpRefusal.fatal(500, "5.5.2", "bare LF received");
    }
    for (int i = start; i < end; i++) {
      if (block[i] == '\r') {
        throw SmtpRefusal.fatal(500, "5.5.2", "bare CR received");
      }
    }
    return new String(block, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads a mail to the line with the dot.
   *
   * @return false if the stream ended before
   */
  boolean text(SmtpText text) throws IOException {
    while (true) {
      int taken = text.read(block, from, to);
      if (taken >= 0) {
        from += taken;
        return true;
      }
      from = to;
      if (!fill()) {
        return false;
      }
    }
  }

  /**
   * Reads a chunk of a mail.
   *
   * @return false if the stream ended before
   */
  boolean chunk(SmtpText text, long size) throws IOException {
    long left = size;
    while (left > 0) {
      if (from == to && !fill()) {
        return false;
      }
      int end = (int) Math.min(to, from + left);
      text.readChunk(block, from, end);
      left -= end - from;
      from = end;
    }
    return true;
  }

  private boolean fill() throws IOException {
    flush();
    if (from == to) {
      from = 0;
      to = 0;
    } else if (to == block.length) {
      System.arraycopy(block, from, block, 0, to - from);
      to -= from;
      from = 0;
    }
    int count = in.read(block, to, block.length - to);
    if (count < 0) {
      return false;
    }
    to += count;
    return true;
  }

  /** Says something with the next flush, which comes before the next wait at the latest. */
  void say(byte[] bytes, int length) throws IOException {
    if (pendingLength + length > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(pending.length * 2, pendingLength + length));
    }
    System.arraycopy(bytes, 0, pending, pendingLength, length);
    pendingLength += length;
    if (pendingLength > FLUSH_AT) {
      flush();
    }
  }

  void flush() throws IOException {
    if (pendingLength > 0) {
      out.write(pending, 0, pendingLength);
      out.flush();
      pendingLength = 0;
      if (pending.length > 4 * FLUSH_AT) {
        pending = new byte[1024];
      }
    }
  }

  /** Waits; false if the connection was dropped meanwhile. */
  boolean pause(long nanos) {
    try {
      return nanos <= 0 || !dropped.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Reads on and says nothing, until the client closes or the connection is dropped. */
  void drain() throws IOException {
    // Silence has no idle limit: the client is the one that must lose patience.
    raw.setSoTimeout(0);
    in.transferTo(OutputStream.nullOutputStream());
  }

  /** Says no more, but goes on reading. */
  void halfClose() throws IOException {
    flush();
    socket.shutdownOutput();
  }

  /** Resets the connection (RST). */
  void reset() throws IOException {
    end();
    raw.setSoLinger(true, 0);
    raw.close();
  }

  /**
   * Ends in peace: says the rest, and waits a moment for the client to close, because a socket that
   * is closed with unread bytes resets the connection and takes the last answer with it.
   */
  void farewell() throws IOException {
    end();
    halfClose();
    raw.setSoTimeout(FAREWELL_MILLIS);
    try {
      for (int blocks = 0; blocks < 1_000; blocks++) {
        if (in.read(block, 0, block.length) < 0) {
          return;
        }
      }
    } catch (SocketTimeoutException patienceEnded) {
      return;
    }
  }

  /** Ends everything that the connection's thread waits for; any thread may call it. */
  void drop() {
    end();
    dropped.countDown();
    try {
      raw.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot close a connection of the simulator", failed);
    }
  }

  private void end() {
    if (over.compareAndSet(false, true)) {
      atEnd.run();
    }
  }
}
