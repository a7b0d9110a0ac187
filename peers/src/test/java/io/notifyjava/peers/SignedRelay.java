package io.notifyjava.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.notifyjava.testkit.wire.WireHeader;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import io.notifyjava.testkit.wire.WireServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client that signs its requests and a simulator, and changes one byte of each, if
 * told to. Everything else goes on as it came, the {@code Host} that was signed above all, which
 * the platform's HTTP clients would replace.
 */
final class SignedRelay implements AutoCloseable {

  /** Written anew, because the body comes without its framing. */
  private static final Set<String> FRAMING =
      Set.of("content-length", "transfer-encoding", "connection", "accept-encoding");

  private final URI target;
  private final AtomicInteger flips = new AtomicInteger();
  private final WireServer server;
  private volatile String place = "";
  private volatile int offset;

  SignedRelay(URI target) {
    this.target = target;
    this.server = WireServer.builder().bodyLimit(16 * 1024 * 1024).handler(this::passOn).start();
  }

  URI baseUrl() {
    return server.baseUrl();
  }

  /** How many bytes were changed. */
  int flips() {
    return flips.get();
  }

  /**
   * Changes the lowest bit of one byte.
   *
   * @param text the first place in head or body where this stands
   * @param at which byte of it
   */
  void flip(String text, int at) {
    place = text;
    offset = at;
  }

  private WireReply passOn(WireRequest request) {
    byte[] bytes = flipped(written(request));
    try (Socket socket = new Socket(target.getHost(), target.getPort())) {
      socket.getOutputStream().write(bytes);
      return reply(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static byte[] written(WireRequest request) {
    StringBuilder head =
        new StringBuilder(request.method() + " " + request.path() + " HTTP/1.1\r\n");
    for (WireHeader header : request.headers()) {
      if (!FRAMING.contains(header.name().toLowerCase(Locale.ROOT))) {
        head.append(header.name()).append(": ").append(header.value()).append("\r\n");
      }
    }
    head.append("Connection: close\r\nContent-Length: " + request.bodyLength() + "\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
    bytes.writeBytes(request.body());
    return bytes.toByteArray();
  }

  private byte[] flipped(byte[] bytes) {
    int found = place.isEmpty() ? -1 : new String(bytes, ISO_8859_1).indexOf(place);
    if (found >= 0) {
      bytes[found + offset] ^= 1;
      flips.incrementAndGet();
    }
    return bytes;
  }

  private static WireReply reply(String text) {
    int end = text.indexOf("\r\n\r\n");
    return WireReply.builder()
        .status(Integer.parseInt(text.substring(9, 12)))
        .header("Content-Type", "application/json;charset=utf-8")
        .body(text.substring(end + 4).getBytes(ISO_8859_1))
        .build();
  }

  @Override
  public void close() {
    server.close();
  }
}
