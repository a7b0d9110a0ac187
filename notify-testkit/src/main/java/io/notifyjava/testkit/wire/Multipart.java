package io.notifyjava.testkit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code multipart/form-data} body, read strictly: RFC 7578 over RFC 2046.
 *
 * <p>Nothing may stand before the first boundary or after the last one, every line of a part's head
 * ends in CR LF, and every part is {@code form-data} with a name. Immutable.
 *
 * @since 0.1.0
 */
public final class Multipart {

  private static final int MOST_PARTS = 64;
  private static final int LONGEST_HEAD = 8 * 1024;
  private static final byte[] END_OF_LINE = {'\r', '\n'};
  private static final byte[] LAST = {'-', '-'};
  private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

  private final List<Part> parts;

  private Multipart(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /**
   * One field of the form.
   *
   * @since 0.1.0
   */
  public static final class Part {

    private final String name;
    private final @Nullable String filename;
    private final @Nullable String contentType;
    private final byte[] content;

    private Part(PartHead head, byte[] content) {
      this.name = head.name();
      this.filename = head.filename();
      this.contentType = head.contentType();
      this.content = content;
    }

    /** The field's name. */
    public String name() {
      return name;
    }

    /** The file's name as the client told it; empty for a plain field. */
    public Optional<String> filename() {
      return Optional.ofNullable(filename);
    }

    /** The content type that the part's head names, if any. */
    public Optional<String> contentType() {
      return Optional.ofNullable(contentType);
    }

    /** A copy of the content's bytes. */
    public byte[] content() {
      return content.clone();
    }

    /** The content's length in bytes. */
    public int length() {
      return content.length;
    }

    /** The content read as UTF-8. */
    public String text() {
      return new String(content, UTF_8);
    }

    /** Shows neither the file's name nor its content. */
    @Override
    public String toString() {
      return name + " (" + content.length + " bytes)";
    }
  }

  /**
   * Reads a request's body.
   *
   * @throws IllegalArgumentException for a request that is no form, or a form that is not well
   *     formed, has more than 64 parts or a part's head of more than 8 KiB; the message says what
   *     was expected and where, never what the body holds
   */
  public static Multipart of(WireRequest request) {
    String type = request.header("Content-Type").orElse("");
    return new Multipart(parse(request.body(), MultipartBoundary.of(type)));
  }

  /** The parts in their order; unmodifiable. */
  public List<Part> parts() {
    return parts;
  }

  /** The first part of this name, if there is one. */
  public Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  private static List<Part> parse(byte[] body, String boundary) {
    byte[] delimiter = ("\r\n--" + boundary).getBytes(UTF_8);
    // The first delimiter has no line before it.
    if (!startsWith(body, 0, Arrays.copyOfRange(delimiter, 2, delimiter.length))) {
      throw new IllegalArgumentException("the body must begin with its boundary");
    }
    List<Part> parts = new ArrayList<>();
    int position = delimiter.length - 2;
    while (!startsWith(body, position, LAST)) {
      if (!startsWith(body, position, END_OF_LINE)) {
        throw new IllegalArgumentException(
            "the body begins with its boundary and goes on; expected CR LF after it");
      }
      if (parts.size() == MOST_PARTS) {
        throw new IllegalArgumentException("the form has more than " + MOST_PARTS + " parts");
      }
      int number = parts.size() + 1;
      int start = position + 2;
      int content = endOfHead(body, start, number);
      int end = nextDelimiter(body, content, delimiter);
      if (end < 0) {
        throw new IllegalArgumentException("part " + number + " does not end with the boundary");
      }
      PartHead head = PartHead.parse(text(body, start, content - END_OF_HEAD.length), number);
      parts.add(new Part(head, Arrays.copyOfRange(body, content, end)));
      position = end + delimiter.length;
    }
    requireEnd(body, position + 2);
    return parts;
  }

  private static void requireEnd(byte[] body, int position) {
    boolean end = position == body.length;
    boolean line = position + 2 == body.length && startsWith(body, position, END_OF_LINE);
    if (!end && !line) {
      throw new IllegalArgumentException("something follows the last boundary");
    }
  }

  private static int endOfHead(byte[] body, int start, int number) {
    int longest = Math.min(body.length, start + LONGEST_HEAD);
    int end = indexOf(body, start, longest, END_OF_HEAD);
    if (end < 0) {
      throw new IllegalArgumentException(
          "the head of part "
              + number
              + " does not end with an empty line within "
              + LONGEST_HEAD
              + " bytes");
    }
    return end + END_OF_HEAD.length;
  }

  private static String text(byte[] body, int from, int to) {
    return new String(body, from, to - from, UTF_8);
  }

  /** Where the next line begins that is the delimiter; one that goes on is content. */
  private static int nextDelimiter(byte[] body, int start, byte[] delimiter) {
    int found = indexOf(body, start, body.length, delimiter);
    while (found >= 0) {
      int behind = found + delimiter.length;
      if (startsWith(body, behind, END_OF_LINE) || startsWith(body, behind, LAST)) {
        return found;
      }
      found = indexOf(body, found + 1, body.length, delimiter);
    }
    return -1;
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] wanted) {
    return from + wanted.length <= bytes.length
        && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
  }

  private static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
    for (int i = from; i <= to - wanted.length; i++) {
      if (bytes[i] == wanted[0] && startsWith(bytes, i, wanted)) {
        return i;
      }
    }
    return -1;
  }
}
