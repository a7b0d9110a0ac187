package io.notifyjava.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import io.notifyjava.testkit.wire.WireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Stands between a client and a simulator and changes one byte of each request, if told to. */
final class FlippingRelay implements AutoCloseable {

  private final URI target;
  private final AtomicInteger flips = new AtomicInteger();
  private final WireServer server;
  private volatile Change change = request -> request;

  /** A request on its way: what of it may be changed. */
  private record Passing(String path, Map<String, String> query, byte[] body) {}

  @FunctionalInterface
  private interface Change {
    Passing apply(Passing request);
  }

  FlippingRelay(URI target) {
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

  /** Changes the last character of a query parameter. */
  void flipQuery(String name) {
    change =
        request -> {
          Map<String, String> query = new LinkedHashMap<>(request.query());
          query.computeIfPresent(name, (key, value) -> flipped(value));
          return new Passing(request.path(), query, request.body());
        };
  }

  /** Changes the last byte of the first place in a body where this stands. */
  void flipBody(String text) {
    flipBody(text, text.getBytes(UTF_8).length - 1, 1);
  }

  /** Changes bits of one byte of the first place in a body where this stands. */
  void flipBody(String text, int offset, int bits) {
    byte[] needle = text.getBytes(UTF_8);
    change =
        request -> {
          byte[] body = request.body().clone();
          int found = indexOf(body, needle);
          if (found >= 0) {
            body[found + offset] ^= (byte) bits;
            flips.incrementAndGet();
          }
          return new Passing(request.path(), request.query(), body);
        };
  }

  /** Changes the last character of every path that ends so. */
  void flipPath(String end) {
    change =
        request ->
            request.path().endsWith(end)
                ? new Passing(flipped(request.path()), request.query(), request.body())
                : request;
  }

  private String flipped(String text) {
    flips.incrementAndGet();
    int last = text.length() - 1;
    return text.substring(0, last) + (char) (text.charAt(last) ^ 1);
  }

  private static int indexOf(byte[] body, byte[] needle) {
    for (int i = 0; i <= body.length - needle.length; i++) {
      int same = 0;
      while (same < needle.length && body[i + same] == needle[same]) {
        same++;
      }
      if (same == needle.length) {
        return i;
      }
    }
    return -1;
  }

  private WireReply passOn(WireRequest request) {
    Passing passing = change.apply(new Passing(request.path(), request.query(), request.body()));
    String query =
        passing.query().entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    URI uri = URI.create(target + passing.path() + (query.isEmpty() ? "" : "?" + query));
    HttpRequest.Builder onward =
        HttpRequest.newBuilder(uri)
            .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(passing.body()));
    request.header("Content-Type").ifPresent(type -> onward.header("Content-Type", type));
    HttpResponse<String> reply = send(onward.build());
    return WireReply.builder()
        .status(reply.statusCode())
        .header("Content-Type", reply.headers().firstValue("Content-Type").orElse("text/plain"))
        .body(reply.body())
        .build();
  }

  private HttpResponse<String> send(HttpRequest request) {
    // A client for each request: before 17.0.18 the JDK's loses an answer now and then when it uses
    // a connection again on a busy machine (JDK-8336655).
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
