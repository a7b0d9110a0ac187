package io.notifyjava.testkit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One request as it came over the wire: immutable, read to its end.
 *
 * <p>{@link #toString()} shows method, path and body length only; queries, headers and bodies of
 * tests carry tokens and people's data.
 *
 * @since 0.1.0
 */
public final class WireRequest {

  private final String method;
  private final String path;
  private final String rawQuery;
  private final Map<String, String> query;
  private final List<WireHeader> headers;
  private final byte[] body;

  /**
   * Puts a request together, for tests of a handler without a socket.
   *
   * @param method for example {@code POST}
   * @param path decoded path, starting with a slash
   * @param query decoded parameters in order; of a repeated name the first value
   * @param headers in order
   * @param body copied
   */
  public WireRequest(
      String method,
      String path,
      Map<String, String> query,
      List<WireHeader> headers,
      byte[] body) {
    this(
        requireNonNull(method, "method"),
        requireNonNull(path, "path"),
        written(query),
        Map.copyOf(query),
        List.copyOf(headers),
        body.clone(),
        true);
  }

  /** Takes the parts over without a copy: the server read them for this request alone. */
  WireRequest(
      String method,
      String path,
      String rawQuery,
      Map<String, String> query,
      List<WireHeader> headers,
      byte[] body,
      boolean owned) {
    assert owned;
    this.method = method;
    this.path = path;
    this.rawQuery = rawQuery;
    this.query = query;
    this.headers = headers;
    this.body = body;
  }

  /** The method, in the client's case: {@code GET}, {@code POST}. */
  public String method() {
    return method;
  }

  /** The percent-decoded path without the query, such as {@code /cgi-bin/token}. */
  public String path() {
    return path;
  }

  private static String written(Map<String, String> query) {
    return query.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /**
   * What stands behind the question mark, exactly as it came, for platforms that read it in another
   * charset than UTF-8; empty if there is nothing.
   */
  public String rawQuery() {
    return rawQuery;
  }

  /** The percent-decoded query parameters; unmodifiable; of a repeated name the first value. */
  public Map<String, String> query() {
    return query;
  }

  /** The first value of a query parameter, if it was given. An empty value is a value. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** All header lines in order; unmodifiable. */
  public List<WireHeader> headers() {
    return headers;
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    for (WireHeader header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return Optional.of(header.value());
      }
    }
    return Optional.empty();
  }

  /** A copy of the body's bytes, after removal of any chunked framing; empty if there was none. */
  public byte[] body() {
    return body.clone();
  }

  /** The body's length in bytes. */
  public int bodyLength() {
    return body.length;
  }

  /** The body read as UTF-8; malformed bytes become U+FFFD. */
  public String text() {
    return new String(body, UTF_8);
  }

  @Override
  public String toString() {
    return method + " " + path + " (" + body.length + " bytes)";
  }
}
