package io.notifyjava.testkit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link WireServer} answers to one request: immutable.
 *
 * <p>{@code Content-Length} and {@code Connection} are the server's; set neither.
 *
 * @since 0.1.0
 */
public final class WireReply {

  private static final byte[] NOTHING = {};

  private final int status;
  private final List<WireHeader> headers;
  private final byte[] body;
  private final Duration delay;
  private final @Nullable Fault fault;
  private final Runnable afterwards;

  private WireReply(Builder builder) {
    this.status = builder.status;
    this.headers = List.copyOf(builder.headers);
    this.body = builder.body;
    this.delay = builder.delay;
    this.fault = builder.fault;
    this.afterwards = builder.afterwards;
  }

  /** Starts with status 200, no headers, no body, no delay and no fault. */
  public static Builder builder() {
    return new Builder();
  }

  /** A 200 with {@code application/json} and this text as UTF-8. */
  public static WireReply json(String text) {
    return builder().header("Content-Type", "application/json").body(text).build();
  }

  /** An answer with this status and no body. */
  public static WireReply status(int status) {
    return builder().status(status).build();
  }

  /** A fault in place of an answer; for faults that need a body, use {@link #withFault}. */
  public static WireReply fault(Fault fault) {
    return builder().fault(fault).build();
  }

  /** The same answer, broken on its way by a fault. */
  public WireReply withFault(Fault broken) {
    return toBuilder().fault(broken).build();
  }

  /** The same answer after a pause. */
  public WireReply withDelay(Duration pause) {
    return toBuilder().delay(pause).build();
  }

  /** A builder that starts from this reply. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.status = status;
    builder.headers.addAll(headers);
    builder.body = body;
    builder.delay = delay;
    builder.fault = fault;
    builder.afterwards = afterwards;
    return builder;
  }

  /** The HTTP status, 200 to 599. */
  public int status() {
    return status;
  }

  /** The header lines in order; unmodifiable. */
  public List<WireHeader> headers() {
    return headers;
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(WireHeader::value)
        .findFirst();
  }

  /** A copy of the body. */
  public byte[] body() {
    return body.clone();
  }

  /** The body read as UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }

  /** The pause before the answer, on top of the server's latency. */
  public Duration delay() {
    return delay;
  }

  /** What breaks this answer, if anything. */
  public Optional<Fault> fault() {
    return Optional.ofNullable(fault);
  }

  /** What is to be done before the whole answer is written, or once it is broken off. */
  Runnable afterwards() {
    return afterwards;
  }

  /** The body itself, for the writers of this package, which never change it. */
  byte[] rawBody() {
    return body;
  }

  @Override
  public String toString() {
    return status
        + " ("
        + body.length
        + " bytes"
        + (fault == null ? "" : ", " + fault.kind())
        + ")";
  }

  /**
   * Puts a reply together; may be used again after {@link #build()}; not thread-safe.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private int status = 200;
    private final List<WireHeader> headers = new ArrayList<>();
    private byte[] body = NOTHING;
    private Duration delay = Duration.ZERO;
    private @Nullable Fault fault;
    private Runnable afterwards = () -> {};

    private Builder() {}

    /** The HTTP status, 200 to 599; default 200. */
    public Builder status(int value) {
      if (value < 200 || value > 599) {
        throw new IllegalArgumentException(
            "a final status lies between 200 and 599, but was " + value);
      }
      this.status = value;
      return this;
    }

    /** Adds a header line; a name may be given more than once. */
    public Builder header(String name, String value) {
      if (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Connection")) {
        throw new IllegalArgumentException(
            name + " is written by the server; leave it out and use a fault to lie about it");
      }
      headers.add(new WireHeader(name, value));
      return this;
    }

    /** Asks the client to come back later; whole seconds, rounded up. */
    public Builder retryAfter(Duration pause) {
      long seconds = pause.plusNanos(999_999_999).toSeconds();
      return header("Retry-After", Long.toString(seconds));
    }

    /** The body as text, sent as UTF-8; default none. */
    public Builder body(String text) {
      this.body = text.getBytes(UTF_8);
      return this;
    }

    /** The body as bytes, copied; default none. */
    public Builder body(byte[] bytes) {
      this.body = bytes.clone();
      return this;
    }

    /** A pause before the answer, zero or more; default none. Ends early when the server closes. */
    public Builder delay(Duration pause) {
      if (pause.isNegative()) {
        throw new IllegalArgumentException("a delay is zero or more, but was " + pause);
      }
      this.delay = pause;
      return this;
    }

    /** Breaks the answer; default none. Not for faults that act before a request. */
    public Builder fault(Fault broken) {
      requireNonNull(broken, "fault");
      if (broken.kind().beforeRequest()) {
        throw new IllegalArgumentException(
            broken.kind()
                + " acts before a request is read, so it cannot be part of a reply;"
                + " give it to a ConnectionGate");
      }
      this.fault = broken;
      return this;
    }

    /**
     * What is to be done, on the connection's thread, when the answer's delay and the server's
     * latency are over: just before a whole answer is written, so that a client that has read it
     * finds it done; once a broken one is broken off. Default nothing.
     */
    public Builder afterwards(Runnable work) {
      this.afterwards = requireNonNull(work, "afterwards");
      return this;
    }

    /** The finished reply. */
    public WireReply build() {
      return new WireReply(this);
    }
  }
}
