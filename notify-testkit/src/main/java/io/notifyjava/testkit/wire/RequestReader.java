package io.notifyjava.testkit.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request after the other from a connection; what a client sent ahead waits its turn.
 *
 * <p>Used by the connection's thread only.
 */
final class RequestReader {

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_BODY = {};

  private final InputStream in;
  private final OutputStream out;
  private final WireLimits limits;
  private final WireCounters counters;
  private byte[] buffer = new byte[4096];
  private int position;
  private int limit;

  /** A request and whether the client wants to go on afterwards. */
  record Incoming(WireRequest request, boolean keepAlive) {}

  RequestReader(InputStream in, OutputStream out, WireLimits limits, WireCounters counters) {
    this.in = in;
    this.out = out;
    this.limits = limits;
    this.counters = counters;
  }

  /** The next request, or null when the client closed between two requests. */
  @Nullable Incoming next() throws IOException, MalformedRequestException {
    int end = endOfHead();
    if (end < 0) {
      return null;
    }
    RequestHead head = HeadParser.parse(buffer, position, end);
    position = end + 2;
    byte[] body = body(head);
    WireRequest request =
        new WireRequest(
            head.method(), head.path(), head.rawQuery(), head.query(), head.headers(), body, true);
    return new Incoming(request, head.keepAlive());
  }

  /** Reads and drops everything until the client closes its direction. */
  void drain() throws IOException {
    position = 0;
    do {
      limit = 0;
    } while (fill());
  }

  /** Reads up to the empty line and returns where it starts, or -1 at a clean end. */
  private int endOfHead() throws IOException, MalformedRequestException {
    if (!skipEmptyLines()) {
      return -1;
    }
    int lineStart = position;
    int scan = position;
    while (true) {
      while (scan < limit) {
        if (buffer[scan++] == '\n') {
          if (scan - 2 < lineStart || buffer[scan - 2] != '\r') {
            throw new MalformedRequestException(400, "a line of the head ends in a bare line feed");
          }
          if (scan - 2 == lineStart) {
            requireHeadWithin(lineStart - position);
            return lineStart;
          }
          lineStart = scan;
        }
      }
      int moved = position;
      requireHeadWithin(limit - position);
      if (!fill()) {
        throw new EOFException("the client closed within a request's head");
      }
      // fill() may have moved what is left of the buffer to its front
      int shift = moved - position;
      lineStart -= shift;
      scan -= shift;
    }
  }

  private void requireHeadWithin(int length) throws MalformedRequestException {
    if (length > limits.head()) {
      throw new MalformedRequestException(
          431, "the head is longer than the limit of " + limits.head() + " bytes");
    }
  }

  /** RFC 9112, 2.2: an empty line before the request line is ignored. False at a clean end. */
  private boolean skipEmptyLines() throws IOException, MalformedRequestException {
    while (true) {
      if (position == limit && !fill()) {
        return false;
      }
      if (buffer[position] != '\r') {
        return true;
      }
      position++;
      if (readByte() != '\n') {
        throw new MalformedRequestException(400, "a bare carriage return precedes the request");
      }
    }
  }

  private byte[] body(RequestHead head) throws IOException, MalformedRequestException {
    boolean empty = !head.chunked() && head.contentLength() <= 0;
    if (empty) {
      return NO_BODY;
    }
    if (head.contentLength() > limits.body()) {
      throw tooLarge();
    }
    if (head.expectsContinue() && position == limit) {
      out.write(CONTINUE);
      out.flush();
    }
    return head.chunked() ? chunkedBody() : exactly((int) head.contentLength());
  }

  private byte[] chunkedBody() throws IOException, MalformedRequestException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = chunkSize(line());
      if (size == 0) {
        while (!line().isEmpty()) {
          // trailers carry nothing that a handler could use
        }
        return body.toByteArray();
      }
      if (body.size() + (long) size > limits.body()) {
        throw tooLarge();
      }
      body.writeBytes(exactly(size));
      if (!line().isEmpty()) {
        throw new MalformedRequestException(400, "a chunk is longer than its size line says");
      }
    }
  }

  private static int chunkSize(String line) throws MalformedRequestException {
    int end = line.indexOf(';');
    String digits = (end < 0 ? line : line.substring(0, end)).strip();
    if (!digits.matches("[0-9A-Fa-f]{1,7}")) {
      throw new MalformedRequestException(400, "a chunk must start with its size in hexadecimal");
    }
    return Integer.parseInt(digits, 16);
  }

  private String line() throws IOException, MalformedRequestException {
    StringBuilder line = new StringBuilder();
    while (true) {
      byte next = readByte();
      if (next == '\r') {
        if (readByte() != '\n') {
          throw new MalformedRequestException(400, "a chunk line holds a bare carriage return");
        }
        return line.toString();
      }
      if (next == '\n' || line.length() > 1_000) {
        throw new MalformedRequestException(400, "a chunk line is malformed or too long");
      }
      line.append((char) (next & 0xff));
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = new byte[length];
    int ready = Math.min(length, limit - position);
    System.arraycopy(buffer, position, bytes, 0, ready);
    position += ready;
    while (ready < length) {
      int count = in.read(bytes, ready, length - ready);
      if (count < 0) {
        throw new EOFException("the client closed within a request's body");
      }
      counters.read(count);
      ready += count;
    }
    return bytes;
  }

  private byte readByte() throws IOException {
    if (position == limit && !fill()) {
      throw new EOFException("the client closed within a request");
    }
    return buffer[position++];
  }

  /** Reads at least one more byte behind those not yet used; false at the end. */
  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = 0;
    } else if (limit == buffer.length && position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    } else if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      return false;
    }
    counters.read(count);
    limit += count;
    return true;
  }

  private MalformedRequestException tooLarge() {
    return new MalformedRequestException(
        413, "the body is longer than the limit of " + limits.body() + " bytes");
  }
}
