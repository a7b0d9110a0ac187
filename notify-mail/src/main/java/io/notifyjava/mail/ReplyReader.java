package io.notifyjava.mail;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads replies, of a bounded length, and nothing that is not one. For one thread. */
final class ReplyReader {

  /** RFC 5321 section 4.5.3.1.5 allows 512 octets; some servers write more. */
  private static final int MAX_LINE = 2_048;

  private static final int MAX_LINES = 128;

  private final byte[] buffer = new byte[4_096];
  private final InputStream in;
  private int from;
  private int to;

  ReplyReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads one reply.
   *
   * @throws EOFException if the server closed the connection instead
   * @throws GarbageException if what came is no reply
   */
  Reply read() throws IOException {
    String line = line();
    int code = code(line);
    if (isLast(line)) {
      return new Reply(code, List.of(text(line)));
    }
    List<String> lines = new ArrayList<>();
    lines.add(text(line));
    do {
      line = line();
      if (code(line) != code || lines.size() >= MAX_LINES) {
        throw new GarbageException();
      }
      lines.add(text(line));
    } while (!isLast(line));
    return new Reply(code, lines);
  }

  /** Tells whether more has come than was read. */
  boolean hasMore() {
    return from < to;
  }

  private String line() throws IOException {
    int scanned = from;
    while (true) {
      for (; scanned < to; scanned++) {
        if (buffer[scanned] == '\n') {
          int end = scanned > from && buffer[scanned - 1] == '\r' ? scanned - 1 : scanned;
          String line = new String(buffer, from, end - from, StandardCharsets.UTF_8);
          from = scanned + 1;
          return line;
        }
      }
      if (scanned - from > MAX_LINE) {
        throw new GarbageException();
      }
      scanned -= fill();
    }
  }

  /** Returns by how much the bytes moved to the front. */
  private int fill() throws IOException {
    int moved = 0;
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      moved = from;
      to -= from;
      from = 0;
    }
    int n = in.read(buffer, to, buffer.length - to);
    if (n < 0) {
      throw new EOFException("The server closed the connection");
    }
    to += n;
    return moved;
  }

  private static int code(String line) throws GarbageException {
    if (line.length() < 3
        || (line.length() > 3 && line.charAt(3) != ' ' && line.charAt(3) != '-')) {
      throw new GarbageException();
    }
    int code = 0;
    for (int i = 0; i < 3; i++) {
      char c = line.charAt(i);
      if (c < '0' || c > '9') {
        throw new GarbageException();
      }
      code = code * 10 + c - '0';
    }
    if (code < 200 || code > 599) {
      throw new GarbageException();
    }
    return code;
  }

  private static boolean isLast(String line) {
    return line.length() < 4 || line.charAt(3) == ' ';
  }

  private static String text(String line) {
    return line.length() < 5 ? "" : line.substring(4);
  }

  /** What came is no reply of SMTP. */
  static final class GarbageException extends IOException {

    private static final long serialVersionUID = 1L;

    GarbageException() {
      super("What the server sent is no SMTP reply");
    }
  }
}
