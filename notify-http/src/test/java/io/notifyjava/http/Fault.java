package io.notifyjava.http;

import io.notifyjava.result.FailureReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** What a server, or what stands before it, can do to a request; and what we must say of it. */
enum Fault {
  RESET_AFTER_REQUEST(
      FailureReason.UNAVAILABLE,
      "connection-lost",
      c -> {
        c.readRequest();
        c.reset();
      }),
  CLOSED_AFTER_REQUEST(FailureReason.UNAVAILABLE, "connection-lost", c -> c.readRequest()),
  HALF_CLOSED_AFTER_REQUEST(
      FailureReason.UNAVAILABLE,
      "connection-lost",
      c -> {
        c.readRequest();
        c.closeOutput();
        c.awaitEnd();
      }),
  SILENT_FROM_THE_START(
      FailureReason.TIMEOUT,
      "time-limit",
      c -> {
        c.awaitFirstByte();
        c.stall();
      }),
  SILENT_AFTER_REQUEST(
      FailureReason.TIMEOUT,
      "time-limit",
      c -> {
        c.readRequest();
        c.stall();
      }),
  DRIPPING_STATUS_LINE(
      FailureReason.TIMEOUT,
      "time-limit",
      c -> {
        c.readRequest();
        c.drip("HTTP/1.1 200 " + "OK".repeat(5_000));
      }),
  DRIPPING_HEADERS(
      FailureReason.TIMEOUT,
      "time-limit",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\n");
        c.drip("X-Slow: 1\r\n");
      }),
  DRIPPING_BODY(
      FailureReason.TIMEOUT,
      "time-limit",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        c.drip(" ");
      }),
  DRIPPING_AFTER_A_WHOLE_OBJECT(
      FailureReason.TIMEOUT,
      "time-limit",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        c.write("d\r\n{\"errcode\":0}\r\n");
        c.drip("1\r\n \r\n");
      }),
  ENDLESS_EARLY_HINTS(
      FailureReason.PROTOCOL,
      "framing",
      c -> {
        c.readRequest();
        c.repeat("HTTP/1.1 103 Early Hints\r\n\r\n");
      }),
  CUT_IN_STATUS_LINE(
      FailureReason.PROTOCOL,
      "framing",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 20");
      }),
  CUT_IN_HEADERS(
      FailureReason.PROTOCOL,
      "framing",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\nContent-Le");
      }),
  CUT_BODY_WITH_LENGTH(
      FailureReason.UNAVAILABLE,
      "connection-lost",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"errcode\":0}");
      }),
  CUT_CHUNKS(
      FailureReason.UNAVAILABLE,
      "connection-lost",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n{\"errcode\":0}\r\n");
      }),
  RESET_IN_BODY(
      FailureReason.UNAVAILABLE,
      "connection-lost",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"errcode\":0}");
        c.reset();
      }),
  NOT_HTTP(
      FailureReason.PROTOCOL,
      "framing",
      c -> {
        c.readRequest();
        c.write("220 mail.example.test ESMTP\r\n");
        c.awaitEnd();
      }),
  BROKEN_CHUNKS(
      FailureReason.PROTOCOL,
      "framing",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n");
        c.awaitEnd();
      }),
  BROKEN_GZIP(
      FailureReason.PROTOCOL,
      "framing",
      c -> {
        c.readRequest();
        c.write(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n"
                + "{\"errcode\":0}       ");
        c.awaitEnd();
      }),
  ONE_HUGE_HEADER(
      FailureReason.PROTOCOL,
      "framing",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\nX-Huge: ");
        c.repeat("a");
      }),
  ENDLESS_HEADERS(
      FailureReason.PROTOCOL,
      "framing",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\n");
        c.repeat("X-Many: 1\r\n");
      }),
  FIVE_MEGABYTES(
      FailureReason.PROTOCOL,
      "too-large",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n");
        c.repeat(" ");
      }),
  ENDLESS_CHUNKS(
      FailureReason.PROTOCOL,
      "too-large",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        c.repeat("1000\r\n" + " ".repeat(4_096) + "\r\n");
      }),
  ENDLESS_WITHOUT_LENGTH(
      FailureReason.PROTOCOL,
      "too-large",
      c -> {
        c.readRequest();
        c.write("HTTP/1.1 200 OK\r\n\r\n");
        c.repeat(" ");
      }),
  GZIP_BOMB(
      FailureReason.PROTOCOL,
      "too-large",
      c -> {
        c.readRequest();
        byte[] bomb = Bomb.BYTES;
        c.write(
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                + bomb.length
                + "\r\n\r\n");
        c.write(bomb);
        c.awaitEnd();
      });

  final FailureReason reason;
  final String code;
  final FaultServer.Script script;

  Fault(FailureReason reason, String code, FaultServer.Script script) {
    this.reason = reason;
    this.code = code;
    this.script = script;
  }

  /** 128 MiB of spaces in 128 KiB, packed once. */
  static final class Bomb {
    static final byte[] BYTES = gzip(128);

    private static byte[] gzip(int megabytes) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) ' ');
        for (int i = 0; i < megabytes; i++) {
          out.write(block);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return packed.toByteArray();
    }
  }
}
