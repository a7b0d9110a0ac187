package io.notifyjava.testkit.wire;

import java.util.List;
import java.util.Map;

/** Writes status line and headers of a reply. */
final class ReplyHead {

  /** In place of a length: the body ends with the connection. */
  static final long UNTIL_CLOSE = -1;

  /** In place of a length: the body comes in chunks. */
  static final long CHUNKED = -2;

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(204, "No Content"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(308, "Permanent Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(413, "Content Too Large"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"),
          Map.entry(505, "HTTP Version Not Supported"));

  private ReplyHead() {}

  /** Puts the head in front of whatever the sink gets next. */
  static void write(
      ByteSink sink,
      String version,
      int status,
      List<WireHeader> headers,
      long length,
      boolean keepAlive) {
    sink.text(version).text(" ").text(Integer.toString(status)).text(" ");
    sink.text(REASONS.getOrDefault(status, "Status")).text("\r\n");
    for (int i = 0; i < headers.size(); i++) {
      WireHeader header = headers.get(i);
      sink.text(header.name()).text(": ").text(header.value()).text("\r\n");
    }
    if (length == CHUNKED) {
      sink.text("Transfer-Encoding: chunked\r\n");
    } else if (length >= 0 && hasBody(status)) {
      sink.text("Content-Length: ").text(Long.toString(length)).text("\r\n");
    }
    sink.text(keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
  }

  /** RFC 9110, 8.6: these two never have a body, nor a length that a client would wait for. */
  static boolean hasBody(int status) {
    return status != 204 && status != 304;
  }
}
