package io.notifyjava.mail;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The two streams of one connection: commands and mails go out in as few writes as possible,
 * replies come in. Used by one thread at a time, of whose call the trace tells.
 */
final class SmtpWire implements Closeable {

  /** What is written at once; a short mail with its commands fits. */
  static final int BUFFER = 65_536;

  private final Socket plain;
  private final LongSupplier ticker;
  private final Bytes pending = new Bytes(4_096);
  private final DotStuffing body = new DotStuffing(this);
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private ReplyReader replies;
  private @Nullable CallTrace trace;

  SmtpWire(Socket plain, LongSupplier ticker) throws IOException {
    this.plain = plain;
    this.ticker = ticker;
    this.socket = plain;
    this.in = plain.getInputStream();
    this.out = plain.getOutputStream();
    this.replies = new ReplyReader(in);
  }

  /** Goes on under TLS, over the same connection. */
  void change(Socket tls) throws IOException {
    socket = tls;
    in = tls.getInputStream();
    out = tls.getOutputStream();
    replies = new ReplyReader(in);
  }

  /** Belongs to a call from now on. */
  void belongsTo(CallTrace call) throws IOException {
    trace = call;
    call.on(plain);
  }

  /** Belongs to no call from now on; tells whether its last one left it open. */
  boolean isLeftOpen() {
    CallTrace last = trace;
    trace = null;
    return last == null || last.letGo();
  }

  Socket plain() {
    return plain;
  }

  Socket socket() {
    return socket;
  }

  /** Adds a command, which goes out with the next {@link #flush()}. */
  SmtpWire command(String command) {
    pending.ascii(command).crlf();
    return this;
  }

  /** Adds a command that may hold an address in any script. */
  SmtpWire commandUtf8(String command) {
    pending.utf8(command).crlf();
    return this;
  }

  /** Returns where mails are written, which keeps their lines from being taken for the end. */
  DotStuffing body() {
    return body.begin();
  }

  /** Ends the mail that was written to {@link #body()}; goes out with the next flush. */
  void bodyEnd() {
    body.end();
  }

  Bytes pending() {
    return pending;
  }

  /** Sends what is pending if there is much of it. */
  void flushIfLong() throws IOException {
    if (pending.size() >= BUFFER) {
      flush();
    }
  }

  void flush() throws IOException {
    if (pending.size() == 0) {
      return;
    }
    begin();
    try {
      pending.writeTo(out);
      out.flush();
    } finally {
      pending.clear();
      end();
    }
  }

  /** Sends what is pending and reads one reply. */
  Reply ask() throws IOException {
    flush();
    return read();
  }

  Reply read() throws IOException {
    begin();
    try {
      return replies.read();
    } finally {
      end();
    }
  }

  /** Tells whether the server said something that was not asked for. */
  boolean hasUnasked() throws IOException {
    return replies.hasMore() || in.available() > 0;
  }

  /** Waits for the server from now on, until {@link #end}; the watch counts. */
  void begin() {
    if (trace != null) {
      trace.waits(ticker.getAsLong());
    }
  }

  void end() {
    if (trace != null) {
      trace.goesOn();
    }
  }

  /** Closes the plain socket, which never blocks. */
  @Override
  public void close() {
    try {
      plain.close();
    } catch (IOException e) {
      // Closed all the same.
    }
  }
}
