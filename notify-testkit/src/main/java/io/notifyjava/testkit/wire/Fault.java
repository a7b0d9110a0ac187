package io.notifyjava.testkit.wire;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * One way in which a server breaks the exchange.
 *
 * <p>Faults whose kind {@linkplain Kind#beforeRequest() acts before a request} belong to a
 * connection and are chosen by a {@link ConnectionGate}; all others belong to a {@link WireReply}.
 * A fault ends the connection unless its text says otherwise.
 *
 * @param kind what happens
 * @param interval pause between two bytes of a dripping reply; zero for all other kinds
 * @param bytes size of a huge body, or of a gzip bomb once inflated; zero for all other kinds
 * @since 0.1.0
 */
public record Fault(Kind kind, Duration interval, long bytes) {

  /** Accepts the connection and resets it at once (RST). */
  public static final Fault RESET_AT_ACCEPT = of(Kind.RESET_AT_ACCEPT);

  /** Accepts the connection and closes it at once (FIN). */
  public static final Fault CLOSE_AT_ACCEPT = of(Kind.CLOSE_AT_ACCEPT);

  /** Waits for the first byte of a request, then resets without having read it. */
  public static final Fault RESET_BEFORE_REQUEST = of(Kind.RESET_BEFORE_REQUEST);

  /** Accepts and never reads: the client's bytes pile up in the socket buffers. */
  public static final Fault NEVER_READ = of(Kind.NEVER_READ);

  /** Reads the whole request, then resets (RST). */
  public static final Fault RESET_AFTER_REQUEST = of(Kind.RESET_AFTER_REQUEST);

  /** Reads the whole request, then closes without an answer (FIN). */
  public static final Fault CLOSE_AFTER_REQUEST = of(Kind.CLOSE_AFTER_REQUEST);

  /** Ends its own direction without an answer but goes on reading until the client closes. */
  public static final Fault HALF_CLOSE = of(Kind.HALF_CLOSE);

  /** Goes on reading and never answers, until the client or the server closes. */
  public static final Fault SILENCE = of(Kind.SILENCE);

  /** Promises the full Content-Length, sends half of the body, closes. */
  public static final Fault TRUNCATED = of(Kind.TRUNCATED);

  /** Sends half of the body without any length and closes: only the content can tell. */
  public static final Fault TRUNCATED_WITHOUT_LENGTH = of(Kind.TRUNCATED_WITHOUT_LENGTH);

  /** Sends half of the body in one chunk and closes without the last chunk. */
  public static final Fault TRUNCATED_CHUNKED = of(Kind.TRUNCATED_CHUNKED);

  /** Sends headers and half of the body, then resets (RST). */
  public static final Fault RESET_IN_BODY = of(Kind.RESET_IN_BODY);

  /** Answers 200 with a proxy's HTML page in place of the body. The connection stays. */
  public static final Fault HTML_PAGE = of(Kind.HTML_PAGE);

  /** Answers with no body at all, Content-Length 0. The connection stays. */
  public static final Fault EMPTY_BODY = of(Kind.EMPTY_BODY);

  /** Sends the UTF-8 body under a Content-Type that claims UTF-16. The connection stays. */
  public static final Fault WRONG_CHARSET = of(Kind.WRONG_CHARSET);

  /** {@link #hugeBody(long)} of five million bytes. */
  public static final Fault HUGE_BODY = hugeBody(5_000_000);

  /** Answers 200 with a chunked body that never ends while the client reads. */
  public static final Fault ENDLESS_CHUNKED = of(Kind.ENDLESS_CHUNKED);

  /** Sends 103 Early Hints first, then the reply. The connection stays. */
  public static final Fault EARLY_HINTS = of(Kind.EARLY_HINTS);

  /** Answers in HTTP/1.0 without a length and closes. */
  public static final Fault HTTP_1_0 = of(Kind.HTTP_1_0);

  /** Sends one hundred thousand header lines, 16 bytes of value each, and the reply. */
  public static final Fault HEADER_FLOOD = of(Kind.HEADER_FLOOD);

  /** Sends a line that is not HTTP, then closes. */
  public static final Fault GARBAGE = of(Kind.GARBAGE);

  /** Answers as asked, promises keep-alive and closes at once: a stale pooled connection. */
  public static final Fault CLOSE_AFTER_REPLY = of(Kind.CLOSE_AFTER_REPLY);

  /**
   * Answers as asked, promises keep-alive and resets at once: a stale pooled connection. A client
   * that reads slowly may lose the answer to the reset.
   */
  public static final Fault RESET_AFTER_REPLY = of(Kind.RESET_AFTER_REPLY);

  /** Checks that interval and size fit the kind. */
  public Fault {
    requireNonNull(kind, "kind");
    requireNonNull(interval, "interval");
    boolean drips = kind == Kind.DRIP_HEADERS || kind == Kind.DRIP_BODY;
    if (drips != (interval.compareTo(Duration.ZERO) > 0)) {
      throw new IllegalArgumentException(
          "a dripping fault needs an interval above zero and others none, but "
              + kind
              + " was given "
              + interval);
    }
    boolean sized = kind == Kind.HUGE_BODY || kind == Kind.GZIP_BOMB;
    if (sized != (bytes > 0)) {
      throw new IllegalArgumentException(
          "a huge body or gzip bomb needs a size above zero and others none, but "
              + kind
              + " was given "
              + bytes);
    }
  }

  /**
   * Sends everything, status line included, one byte at a time.
   *
   * @param interval pause between two bytes, above zero
   */
  public static Fault dripHeaders(Duration interval) {
    return new Fault(Kind.DRIP_HEADERS, interval, 0);
  }

  /**
   * Sends the headers at once and the body one byte at a time.
   *
   * @param interval pause between two bytes, above zero
   */
  public static Fault dripBody(Duration interval) {
    return new Fault(Kind.DRIP_BODY, interval, 0);
  }

  /**
   * Answers 200 with a well-formed JSON object of a given size, an error with a very long text. The
   * connection stays.
   *
   * @param bytes size of the body in bytes, at least 32
   */
  public static Fault hugeBody(long bytes) {
    if (bytes < 32) {
      throw new IllegalArgumentException("a huge body needs at least 32 bytes, but got " + bytes);
    }
    return new Fault(Kind.HUGE_BODY, Duration.ZERO, bytes);
  }

  /**
   * Answers 200 with {@code Content-Encoding: gzip} and a body about a thousandth of its inflated
   * size. The connection stays.
   *
   * @param inflatedBytes size after inflation, rounded up to whole mebibytes
   */
  public static Fault gzipBomb(long inflatedBytes) {
    return new Fault(Kind.GZIP_BOMB, Duration.ZERO, inflatedBytes);
  }

  private static Fault of(Kind kind) {
    return new Fault(kind, Duration.ZERO, 0);
  }

  /**
   * The kinds of faults; see the constants and factories of {@link Fault} for what each does.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** See {@link Fault#RESET_AT_ACCEPT}. */
    RESET_AT_ACCEPT,
    /** See {@link Fault#CLOSE_AT_ACCEPT}. */
    CLOSE_AT_ACCEPT,
    /** See {@link Fault#RESET_BEFORE_REQUEST}. */
    RESET_BEFORE_REQUEST,
    /** See {@link Fault#NEVER_READ}. */
    NEVER_READ,
    /** See {@link Fault#RESET_AFTER_REQUEST}. */
    RESET_AFTER_REQUEST,
    /** See {@link Fault#CLOSE_AFTER_REQUEST}. */
    CLOSE_AFTER_REQUEST,
    /** See {@link Fault#HALF_CLOSE}. */
    HALF_CLOSE,
    /** See {@link Fault#SILENCE}. */
    SILENCE,
    /** See {@link Fault#TRUNCATED}. */
    TRUNCATED,
    /** See {@link Fault#TRUNCATED_WITHOUT_LENGTH}. */
    TRUNCATED_WITHOUT_LENGTH,
    /** See {@link Fault#TRUNCATED_CHUNKED}. */
    TRUNCATED_CHUNKED,
    /** See {@link Fault#RESET_IN_BODY}. */
    RESET_IN_BODY,
    /** See {@link Fault#HTML_PAGE}. */
    HTML_PAGE,
    /** See {@link Fault#EMPTY_BODY}. */
    EMPTY_BODY,
    /** See {@link Fault#WRONG_CHARSET}. */
    WRONG_CHARSET,
    /** See {@link Fault#hugeBody(long)}. */
    HUGE_BODY,
    /** See {@link Fault#ENDLESS_CHUNKED}. */
    ENDLESS_CHUNKED,
    /** See {@link Fault#gzipBomb(long)}. */
    GZIP_BOMB,
    /** See {@link Fault#dripHeaders(Duration)}. */
    DRIP_HEADERS,
    /** See {@link Fault#dripBody(Duration)}. */
    DRIP_BODY,
    /** See {@link Fault#EARLY_HINTS}. */
    EARLY_HINTS,
    /** See {@link Fault#HTTP_1_0}. */
    HTTP_1_0,
    /** See {@link Fault#HEADER_FLOOD}. */
    HEADER_FLOOD,
    /** See {@link Fault#GARBAGE}. */
    GARBAGE,
    /** See {@link Fault#CLOSE_AFTER_REPLY}. */
    CLOSE_AFTER_REPLY,
    /** See {@link Fault#RESET_AFTER_REPLY}. */
    RESET_AFTER_REPLY;

    /** Whether the fault strikes a connection before any request is read from it. */
    public boolean beforeRequest() {
      return this == RESET_AT_ACCEPT
          || this == CLOSE_AT_ACCEPT
          || this == RESET_BEFORE_REQUEST
          || this == NEVER_READ;
    }

    /** Whether a patient client still receives the whole answer as it was meant. */
    public boolean deliversAnswer() {
      return switch (this) {
        case WRONG_CHARSET,
            DRIP_HEADERS,
            DRIP_BODY,
            EARLY_HINTS,
            HTTP_1_0,
            HEADER_FLOOD,
            CLOSE_AFTER_REPLY,
            RESET_AFTER_REPLY ->
            true;
        default -> false;
      };
    }
  }
}
