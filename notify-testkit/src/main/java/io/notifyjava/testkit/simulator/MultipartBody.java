package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A body of type {@code multipart/form-data}, read strictly by RFC 7578 and RFC 2046, 5.1.
 *
 * <p>No preamble, every line ends in CRLF, each part has a {@code Content-Disposition: form-data}
 * with a name, and the closing delimiter must be there. At most 16 parts with 8 KiB of headers
 * each; a body is read in time linear in its length.
 */
final class MultipartBody {

  private static final int MOST_PARTS = 16;
  private static final int MOST_HEADER_BYTES = 8 * 1024;
  private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

  private final byte[] body;
  private final byte[] delimiter;
  private final List<Part> parts = new ArrayList<>();

  /** One field of the form. */
  static final class Part {

    private final String name;
    private final Optional<String> fileName;
    private final byte[] content;

    private Part(String name, Optional<String> fileName, byte[] content) {
      this.name = name;
      this.fileName = fileName;
      this.content = content;
    }

    String name() {
      return name;
    }

    /** As the client wrote it; empty if it gave none. */
    Optional<String> fileName() {
      return fileName;
    }

    /** The field's bytes, not a copy. */
    byte[] content() {
      return content;
    }
  }

  private MultipartBody(byte[] body, String boundary) {
    this.body = body;
    // every delimiter but the first follows a line break that belongs to it
    this.delimiter = ("\r\n--" + boundary).getBytes(UTF_8);
  }

  /**
   * Reads all parts.
   *
   * @param contentType the request's header, empty if it had none
   * @throws IllegalArgumentException saying what is malformed
   */
  static List<Part> parse(String contentType, byte[] body) {
    HeaderValue type = HeaderValue.parse(contentType);
    if (!type.value().equalsIgnoreCase("multipart/form-data")) {
      throw new IllegalArgumentException("the content type must be multipart/form-data");
    }
    MultipartBody multipart = new MultipartBody(body, boundary(type));
    multipart.read();
    return List.copyOf(multipart.parts);
  }

  private static String boundary(HeaderValue type) {
    String boundary = type.parameter("boundary").orElse("");
    if (!boundary.matches("[0-9A-Za-z'()+_,\\-./:=? ]{0,69}[0-9A-Za-z'()+_,\\-./:=?]")) {
      throw new IllegalArgumentException("the content type needs a boundary of 1 to 70 characters");
    }
    return boundary;
  }

  private void read() {
    // the first delimiter has no line break before it
    int position = delimiter.length - 2;
    if (body.length < position || !Arrays.equals(body, 0, position, delimiter, 2, position + 2)) {
      throw new IllegalArgumentException("the body must start with the delimiter");
    }
    while (!isClosing(position)) {
      if (parts.size() == MOST_PARTS) {
        throw new IllegalArgumentException("the form has more than " + MOST_PARTS + " parts");
      }
      position = readPart(afterLineBreak(position));
    }
  }

  /** Reads the part whose headers start here; returns the position behind its delimiter. */
  private int readPart(int start) {
    int headersEnd = indexOf(BLANK_LINE, start, start + MOST_HEADER_BYTES);
    if (headersEnd < 0) {
      throw new IllegalArgumentException("a part's headers do not end within 8 KiB");
    }
    int contentStart = headersEnd + BLANK_LINE.length;
    // An empty part's delimiter begins with the very line break that ends the headers.
    int contentEnd = nextDelimiter(contentStart - 2);
    byte[] content =
        contentEnd < contentStart
            ? new byte[0]
            : Arrays.copyOfRange(body, contentStart, contentEnd);
    parts.add(part(new String(body, start, headersEnd - start, UTF_8), content));
    return contentEnd + delimiter.length;
  }

  private static Part part(String headers, byte[] content) {
    for (String line : headers.split("\r\n", -1)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException("a part's header line has no name");
      }
      if (line.substring(0, colon).toLowerCase(Locale.ROOT).equals("content-disposition")) {
        return part(HeaderValue.parse(line.substring(colon + 1)), content);
      }
    }
    throw new IllegalArgumentException("a part has no Content-Disposition");
  }

  private static Part part(HeaderValue disposition, byte[] content) {
    String name = disposition.parameter("name").orElse("");
    if (!disposition.value().equalsIgnoreCase("form-data") || name.isEmpty()) {
      throw new IllegalArgumentException("a part's Content-Disposition must be form-data; name=…");
    }
    return new Part(name, disposition.parameter("filename"), content);
  }

  private int nextDelimiter(int from) {
    int found = indexOf(delimiter, from, body.length);
    while (found >= 0) {
      int end = found + delimiter.length;
      // The boundary may be the beginning of a longer word in the content.
      if (isClosing(end) || lineBreakAt(end)) {
        return found;
      }
      found = indexOf(delimiter, found + 1, body.length);
    }
    throw new IllegalArgumentException("a part does not end with the delimiter");
  }

  private int afterLineBreak(int position) {
    if (!lineBreakAt(position)) {
      throw new IllegalArgumentException("a delimiter must be followed by a line break");
    }
    return position + 2;
  }

  /**
   * Whether the two dashes of the last delimiter stand here, with nothing but a line break after.
   */
  private boolean isClosing(int position) {
    boolean dashes =
        position + 2 <= body.length && body[position] == '-' && body[position + 1] == '-';
    int rest = body.length - position - 2;
    return dashes && (rest == 0 || (rest == 2 && lineBreakAt(position + 2)));
  }

  private boolean lineBreakAt(int position) {
    return position + 2 <= body.length && body[position] == '\r' && body[position + 1] == '\n';
  }

  /** Linear, because a boundary holds no line break, so failed attempts don't overlap. */
  private int indexOf(byte[] pattern, int from, int limit) {
    int last = Math.min(limit, body.length) - pattern.length;
    for (int i = from; i <= last; i++) {
      if (body[i] == pattern[0]
          && Arrays.equals(body, i, i + pattern.length, pattern, 0, pattern.length)) {
        return i;
      }
    }
    return -1;
  }
}
