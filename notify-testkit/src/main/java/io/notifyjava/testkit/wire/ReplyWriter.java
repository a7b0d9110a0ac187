package io.notifyjava.testkit.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes replies, whole or broken, to one connection.
 *
 * <p>Used by the connection's thread only. Faults that need the socket itself rather than its
 * output end in an {@link Ending} that the connection carries out.
 */
final class ReplyWriter {

  private static final String HTTP_1_1 = "HTTP/1.1";
  private static final byte[] PAGE =
      """
      <!DOCTYPE html>
      <html><head><title>502 Bad Gateway</title></head>
      <body><center><h1>502 Bad Gateway</h1></center><hr><center>proxy</center></body></html>
      """
          .getBytes(UTF_8);
  private static final byte[] HINTS =
      "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n".getBytes(US_ASCII);
  private static final int FLOOD = 100_000;
  private static final int CHUNK = 8192;

  private final OutputStream out;
  private final Pause pause;
  private final ByteSink sink = new ByteSink();

  ReplyWriter(OutputStream out, Pause pause) {
    this.out = out;
    this.pause = pause;
  }

  /**
   * Sends a reply without a fault.
   *
   * @param bodyless true for the answer to HEAD
   */
  Ending whole(WireReply reply, boolean keepAlive, boolean bodyless) throws IOException {
    byte[] body = reply.rawBody();
    head(HTTP_1_1, reply, body.length, keepAlive);
    if (!bodyless && ReplyHead.hasBody(reply.status())) {
      sink.bytes(body, 0, body.length);
    }
    sink.writeTo(out);
    return keepAlive ? Ending.KEEP : Ending.CLOSE;
  }

  /** Sends a reply broken by a fault of a kind that writes; silent kinds don't come here. */
  Ending broken(WireReply reply, Fault fault, boolean keepAlive) throws IOException {
    byte[] body = reply.rawBody();
    return switch (fault.kind()) {
      case TRUNCATED -> half(reply, body.length, Ending.CLOSE);
      case TRUNCATED_WITHOUT_LENGTH -> half(reply, ReplyHead.UNTIL_CLOSE, Ending.CLOSE);
      case TRUNCATED_CHUNKED -> halfChunk(reply);
      case RESET_IN_BODY -> half(reply, body.length, Ending.RESET);
      case HTML_PAGE -> whole(withBody("text/html; charset=utf-8", PAGE), keepAlive, false);
      case EMPTY_BODY -> whole(reply.toBuilder().body("").build(), keepAlive, false);
      case WRONG_CHARSET ->
          whole(relabelled(reply, "application/json; charset=UTF-16"), keepAlive, false);
      case HUGE_BODY -> huge(fault.bytes(), keepAlive);
      case ENDLESS_CHUNKED -> endless();
      case GZIP_BOMB -> bomb(fault.bytes(), keepAlive);
      case DRIP_HEADERS -> dripAll(reply, fault.interval().toNanos());
      case DRIP_BODY -> dripBody(reply, fault.interval().toNanos());
      case EARLY_HINTS -> hinted(reply, keepAlive);
      case HTTP_1_0 -> old(reply);
      case HEADER_FLOOD -> flooded(reply);
      case GARBAGE -> garbage();
      case CLOSE_AFTER_REPLY -> after(reply, Ending.CLOSE);
      case RESET_AFTER_REPLY -> after(reply, Ending.RESET);
      default -> throw new IllegalStateException(fault.kind() + " writes nothing");
    };
  }

  private Ending half(WireReply reply, long announced, Ending ending) throws IOException {
    byte[] body = reply.rawBody();
    head(HTTP_1_1, reply, announced, announced >= 0);
    sink.bytes(body, 0, body.length / 2).writeTo(out);
    return ending;
  }

  private Ending halfChunk(WireReply reply) throws IOException {
    byte[] body = reply.rawBody();
    int half = body.length / 2;
    head(HTTP_1_1, reply, ReplyHead.CHUNKED, true);
    if (half > 0) {
      sink.text(Integer.toHexString(half)).text("\r\n").bytes(body, 0, half).text("\r\n");
    }
    sink.writeTo(out);
    return Ending.CLOSE;
  }

  private Ending huge(long bytes, boolean keepAlive) throws IOException {
    // An error, so that a client that swallows it whole is not told a success that never was.
    String start = "{\"errcode\":-1,\"errmsg\":\"";
    String end = "\"}";
    head(HTTP_1_1, withBody("application/json", PAGE), bytes, keepAlive);
    sink.text(start).writeTo(out);
    byte[] filler = "x".repeat(CHUNK).getBytes(US_ASCII);
    for (long left = bytes - start.length() - end.length(); left > 0; left -= filler.length) {
      out.write(filler, 0, (int) Math.min(left, filler.length));
    }
    sink.clear().text(end).writeTo(out);
    return keepAlive ? Ending.KEEP : Ending.CLOSE;
  }

  private Ending endless() throws IOException {
    head(HTTP_1_1, withBody("application/json", PAGE), ReplyHead.CHUNKED, true);
    sink.writeTo(out);
    sink.clear().text(Integer.toHexString(CHUNK)).text("\r\n").text(" ".repeat(CHUNK)).text("\r\n");
    while (pause.await(0)) {
      sink.writeTo(out);
    }
    return Ending.RESET;
  }

  private Ending bomb(long inflated, boolean keepAlive) throws IOException {
    GzipBomb bomb = new GzipBomb(inflated);
    WireReply shape = withBody("application/json", PAGE);
    WireReply zipped = shape.toBuilder().header("Content-Encoding", "gzip").build();
    head(HTTP_1_1, zipped, bomb.length(), keepAlive);
    sink.writeTo(out);
    bomb.writeTo(out);
    return keepAlive ? Ending.KEEP : Ending.CLOSE;
  }

  private Ending dripAll(WireReply reply, long interval) throws IOException {
    byte[] body = reply.rawBody();
    head(HTTP_1_1, reply, body.length, false);
    drip(sink.bytes(body, 0, body.length).toArray(), interval);
    return Ending.CLOSE;
  }

  private Ending dripBody(WireReply reply, long interval) throws IOException {
    byte[] body = reply.rawBody();
    head(HTTP_1_1, reply, body.length, false);
    sink.writeTo(out);
    drip(body, interval);
    return Ending.CLOSE;
  }

  private void drip(byte[] bytes, long interval) throws IOException {
    for (byte next : bytes) {
      if (!pause.await(interval)) {
        return;
      }
      out.write(next);
      out.flush();
    }
  }

  private Ending hinted(WireReply reply, boolean keepAlive) throws IOException {
    out.write(HINTS);
    out.flush();
    return whole(reply, keepAlive, false);
  }

  private Ending old(WireReply reply) throws IOException {
    byte[] body = reply.rawBody();
    head("HTTP/1.0", reply, ReplyHead.UNTIL_CLOSE, false);
    sink.bytes(body, 0, body.length).writeTo(out);
    return Ending.CLOSE;
  }

  private Ending flooded(WireReply reply) throws IOException {
    List<WireHeader> headers = new ArrayList<>(reply.headers());
    for (int i = 0; i < FLOOD; i++) {
      headers.add(new WireHeader("X-Flood-" + i, "0123456789abcdef"));
    }
    byte[] body = reply.rawBody();
    ByteSink flood = new ByteSink();
    ReplyHead.write(flood, HTTP_1_1, reply.status(), headers, body.length, false);
    flood.bytes(body, 0, body.length).writeTo(out);
    return Ending.CLOSE;
  }

  private Ending garbage() throws IOException {
    sink.clear().text("\u0016\u0003\u0001 this is not HTTP\r\n\r\n").writeTo(out);
    return Ending.CLOSE;
  }

  private Ending after(WireReply reply, Ending ending) throws IOException {
    whole(reply, true, false);
    return ending;
  }

  private void head(String version, WireReply reply, long length, boolean keepAlive) {
    ReplyHead.write(sink.clear(), version, reply.status(), reply.headers(), length, keepAlive);
  }

  private static WireReply relabelled(WireReply reply, String type) {
    return withBody(type, reply.rawBody()).toBuilder().status(reply.status()).build();
  }

  private static WireReply withBody(String type, byte[] body) {
    return WireReply.builder().header("Content-Type", type).body(body).build();
  }
}
