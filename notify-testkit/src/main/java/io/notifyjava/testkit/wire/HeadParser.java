package io.notifyjava.testkit.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns the bytes of a request's head into a {@link RequestHead}, as strictly as RFC 9112 allows.
 *
 * <p>A lenient test server would hide what a strict front end refuses in production.
 */
final class HeadParser {

  private static final boolean[] TOKEN = tokenCharacters();

  private HeadParser() {}

  /**
   * Parses a head whose lines all end in CRLF.
   *
   * @param bytes holds the head
   * @param from its first byte
   * @param to one past the CRLF of its last header line, the empty line left out
   */
  static RequestHead parse(byte[] bytes, int from, int to) throws MalformedRequestException {
    int lineEnd = endOfLine(bytes, from, to);
    String[] parts = new String(bytes, from, lineEnd - from, ISO_8859_1).split(" ", -1);
    if (parts.length != 3) {
      throw bad("the request line must be METHOD SP TARGET SP VERSION");
    }
    requireToken(parts[0], "the method");
    boolean newer = version(parts[2]);
    List<WireHeader> headers = new ArrayList<>(8);
    for (int start = lineEnd + 2; start < to; start = lineEnd + 2) {
      lineEnd = endOfLine(bytes, start, to);
      headers.add(header(new String(bytes, start, lineEnd - start, ISO_8859_1)));
    }
    return head(parts[0], parts[1], newer, Collections.unmodifiableList(headers));
  }

  private static RequestHead head(
      String method, String target, boolean newer, List<WireHeader> headers)
      throws MalformedRequestException {
    if (!target.startsWith("/")) {
      throw bad("the target must be a path that starts with a slash");
    }
    int mark = target.indexOf('?');
    String path = decode(mark < 0 ? target : target.substring(0, mark), false);
    String rawQuery = mark < 0 ? "" : target.substring(mark + 1);
    Map<String, String> query = query(rawQuery);
    long length = contentLength(headers);
    boolean chunked = chunked(headers);
    if (chunked && length >= 0) {
      throw bad("a request may have Content-Length or Transfer-Encoding, not both");
    }
    if (newer && count(headers, "Host") != 1) {
      throw bad("an HTTP/1.1 request needs exactly one Host header");
    }
    String connection = first(headers, "Connection").toLowerCase(Locale.ROOT);
    boolean keepAlive = newer ? !connection.contains("close") : connection.contains("keep-alive");
    return new RequestHead(
        method, path, rawQuery, query, headers, length, chunked, expects(headers), keepAlive);
  }

  private static boolean version(String text) throws MalformedRequestException {
    if (text.equals("HTTP/1.1")) {
      return true;
    }
    if (text.equals("HTTP/1.0")) {
      return false;
    }
    throw new MalformedRequestException(505, "this server speaks HTTP/1.1 and HTTP/1.0 only");
  }

  private static WireHeader header(String line) throws MalformedRequestException {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      throw bad("a header line must be NAME: VALUE");
    }
    String name = line.substring(0, colon);
    requireToken(name, "a header name");
    return new WireHeader(name, line.substring(colon + 1).strip());
  }

  private static long contentLength(List<WireHeader> headers) throws MalformedRequestException {
    int times = count(headers, "Content-Length");
    if (times == 0) {
      return -1;
    }
    String text = first(headers, "Content-Length");
    if (times > 1
        || text.isEmpty()
        || text.length() > 18
        || !text.chars().allMatch(HeadParser::isDigit)) {
      throw bad("Content-Length must be given once and be a plain number");
    }
    return Long.parseLong(text);
  }

  private static boolean chunked(List<WireHeader> headers) throws MalformedRequestException {
    if (count(headers, "Transfer-Encoding") == 0) {
      return false;
    }
    if (!first(headers, "Transfer-Encoding").equalsIgnoreCase("chunked")) {
      throw new MalformedRequestException(501, "the only transfer encoding known here is chunked");
    }
    return true;
  }

  private static boolean expects(List<WireHeader> headers) throws MalformedRequestException {
    String expectation = first(headers, "Expect");
    if (expectation.isEmpty()) {
      return false;
    }
    if (!expectation.equalsIgnoreCase("100-continue")) {
      throw new MalformedRequestException(417, "the only expectation known here is 100-continue");
    }
    return true;
  }

  private static Map<String, String> query(String text) throws MalformedRequestException {
    Map<String, String> query = new LinkedHashMap<>();
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('&', start);
      end = end < 0 ? text.length() : end;
      if (end > start) {
        String pair = text.substring(start, end);
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
        query.putIfAbsent(name, equals < 0 ? "" : decode(pair.substring(equals + 1), true));
      }
      start = end + 1;
    }
    return Collections.unmodifiableMap(query);
  }

  /** In a path, unlike in a query, a plus sign is a plus sign. */
  private static String decode(String text, boolean form) throws MalformedRequestException {
    if (text.indexOf('%') < 0 && (!form || text.indexOf('+') < 0)) {
      return text;
    }
    try {
      return URLDecoder.decode(form ? text : text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException broken) {
      throw bad("the target holds a percent sign without two hexadecimal digits");
    }
  }

  private static int count(List<WireHeader> headers, String name) {
    int times = 0;
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).name().equalsIgnoreCase(name)) {
        times++;
      }
    }
    return times;
  }

  private static String first(List<WireHeader> headers, String name) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).name().equalsIgnoreCase(name)) {
        return headers.get(i).value();
      }
    }
    return "";
  }

  private static int endOfLine(byte[] bytes, int from, int to) throws MalformedRequestException {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\r') {
        if (bytes[i + 1] != '\n') {
          break;
        }
        return i;
      }
    }
    throw bad("a line of the head holds a bare carriage return");
  }

  private static void requireToken(String text, String what) throws MalformedRequestException {
    boolean good = !text.isEmpty();
    for (int i = 0; good && i < text.length(); i++) {
      good = text.charAt(i) < 128 && TOKEN[text.charAt(i)];
    }
    if (!good) {
      throw bad(what + " holds a character that HTTP does not allow there");
    }
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private static boolean[] tokenCharacters() {
    boolean[] token = new boolean[128];
    String marks = "!#$%&'*+-.^_`|~";
    for (char c = 0; c < 128; c++) {
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      token[c] = letter || isDigit(c) || marks.indexOf(c) >= 0;
    }
    return token;
  }

  private static MalformedRequestException bad(String message) {
    return new MalformedRequestException(400, message);
  }
}
