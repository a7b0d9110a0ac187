package io.notifyjava.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.testkit.wire.WireHeader;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import io.notifyjava.testkit.wire.WireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Stands between a client and a simulator, passes every header on, the host among them, and changes
 * one byte of each request, if told to. Signatures cover headers, so none may be lost.
 */
final class VerbatimRelay implements AutoCloseable {

  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "transfer-encoding");

  private final URI target;
  private final AtomicInteger flips = new AtomicInteger();
  private final WireServer server;
  private volatile Change change = request -> request;

  /** A request on its way: what of it may be changed. */
  record Passing(Map<String, String> query, List<WireHeader> headers, byte[] body) {}

  @FunctionalInterface
  private interface Change {
    Passing apply(Passing request);
  }

  VerbatimRelay(URI target) {
    this.target = target;
    this.server = WireServer.builder().handler(this::passOn).start();
  }

  String authority() {
    return server.baseUrl().getAuthority();
  }

  /** How many bytes were changed. */
  int flips() {
    return flips.get();
  }

  /** Changes the last character of a query parameter. */
  void flipQuery(String name) {
    change =
        request -> {
          Map<String, String> query = new LinkedHashMap<>(request.query());
          query.computeIfPresent(name, (key, value) -> flipped(value));
          return new Passing(query, request.headers(), request.body());
        };
  }

  /** Changes the last character of a header, or the one before a text in it. */
  void flipHeader(String name, String before) {
    change =
        request -> {
          List<WireHeader> headers = new ArrayList<>();
          for (WireHeader header : request.headers()) {
            boolean its = header.name().equalsIgnoreCase(name);
            int end = its && !before.isEmpty() ? header.value().indexOf(before) : -1;
            int length = end < 0 ? header.value().length() : end;
            headers.add(
                its
                    ? new WireHeader(
                        header.name(),
                        flipped(header.value().substring(0, length))
                            + header.value().substring(length))
                    : header);
          }
          return new Passing(request.query(), headers, request.body());
        };
  }

  /** Changes the last byte of the first place in a body where this stands. */
  void flipBody(String text) {
    change =
        request -> {
          String body = new String(request.body(), ISO_8859_1);
          int end = body.indexOf(text) + text.length();
          byte[] changed = request.body().clone();
          if (body.contains(text)) {
            changed[end - 1] ^= 1;
            flips.incrementAndGet();
          }
          return new Passing(request.query(), request.headers(), changed);
        };
  }

  private String flipped(String text) {
    flips.incrementAndGet();
    int last = text.length() - 1;
    return text.substring(0, last) + (char) (text.charAt(last) ^ 1);
  }

  private WireReply passOn(WireRequest request) {
    Passing passing = change.apply(new Passing(request.query(), request.headers(), request.body()));
    StringBuilder head = new StringBuilder(request.method()).append(" /");
    head.append(passing.query().isEmpty() ? "" : "?" + query(passing.query()));
    head.append(" HTTP/1.1\r\n");
    for (WireHeader header : passing.headers()) {
      if (!HOP_BY_HOP.contains(header.name().toLowerCase(Locale.ROOT))) {
        head.append(header.name()).append(": ").append(header.value()).append("\r\n");
      }
    }
    head.append("Content-Length: ").append(passing.body().length).append("\r\n");
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket(target.getHost(), target.getPort())) {
      socket.getOutputStream().write(head.toString().getBytes(ISO_8859_1));
      socket.getOutputStream().write(passing.body());
      socket.getOutputStream().flush();
      return reply(new String(socket.getInputStream().readAllBytes(), UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String query(Map<String, String> query) {
    return query.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static WireReply reply(String text) {
    int end = text.indexOf("\r\n\r\n");
    return WireReply.builder()
        .status(Integer.parseInt(text.substring(9, 12)))
        .header("Content-Type", "application/json;charset=utf-8")
        .body(text.substring(end + 4))
        .build();
  }

  @Override
  public void close() {
    server.close();
  }
}
