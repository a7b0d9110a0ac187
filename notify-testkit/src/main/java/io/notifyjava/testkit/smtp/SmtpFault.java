package io.notifyjava.testkit.smtp;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * One way in which a mail server breaks the exchange, at any stage.
 *
 * <p>Has the words of {@link io.notifyjava.testkit.wire.Fault} where they mean the same. A fault
 * ends the connection unless its text says otherwise.
 *
 * @param kind what happens
 * @param interval pause between two bytes of a dripping answer; zero for all other kinds
 * @param bytes size of a huge answer; zero for all other kinds
 * @since 0.1.0
 */
public record SmtpFault(Kind kind, Duration interval, long bytes) {

  /** Resets the connection (RST) in place of the answer. */
  public static final SmtpFault RESET = of(Kind.RESET);

  /** Closes the connection (FIN) without an answer. */
  public static final SmtpFault CLOSE = of(Kind.CLOSE);

  /** Ends its own direction without an answer but goes on reading until the client closes. */
  public static final SmtpFault HALF_CLOSE = of(Kind.HALF_CLOSE);

  /** Goes on reading and never answers, until the client or the server closes. */
  public static final SmtpFault SILENCE = of(Kind.SILENCE);

  /** Answers no more and reads no more: the client's bytes pile up in the socket buffers. */
  public static final SmtpFault NEVER_READ = of(Kind.NEVER_READ);

  /** Sends half of the answer, closes. */
  public static final SmtpFault TRUNCATED = of(Kind.TRUNCATED);

  /** Sends half of the answer, then resets. */
  public static final SmtpFault RESET_IN_ANSWER = of(Kind.RESET_IN_ANSWER);

  /** Sends a line that is not SMTP, then closes. */
  public static final SmtpFault GARBAGE = of(Kind.GARBAGE);

  /** Sends a web proxy's page of HTML, then closes. */
  public static final SmtpFault HTML_PAGE = of(Kind.HTML_PAGE);

  /** Sends an empty line in place of the answer. The connection stays. */
  public static final SmtpFault EMPTY_LINE = of(Kind.EMPTY_LINE);

  /** Sends the answer's code and a hyphen on a first line, and never the last line. Stays open. */
  public static final SmtpFault UNFINISHED = of(Kind.UNFINISHED);

  /** Sends lines of the answer's code with a hyphen for as long as the client reads. */
  public static final SmtpFault ENDLESS = of(Kind.ENDLESS);

  /** {@link #hugeAnswer(long)} of ten million bytes. */
  public static final SmtpFault HUGE_ANSWER = hugeAnswer(10_000_000);

  /** Answers as asked and closes at once: a stale pooled connection. */
  public static final SmtpFault CLOSE_AFTER_REPLY = of(Kind.CLOSE_AFTER_REPLY);

  /**
   * Answers as asked and resets at once. A client that reads slowly may lose the answer to the
   * reset.
   */
  public static final SmtpFault RESET_AFTER_REPLY = of(Kind.RESET_AFTER_REPLY);

  /** Checks that interval and size fit the kind. */
  public SmtpFault {
    requireNonNull(kind, "kind");
    requireNonNull(interval, "interval");
    if ((kind == Kind.DRIP) != (interval.compareTo(Duration.ZERO) > 0)) {
      throw new IllegalArgumentException(
          "a dripping fault needs an interval above zero and others none, but "
              + kind
              + " was given "
              + interval);
    }
    if ((kind == Kind.HUGE_ANSWER) != (bytes > 0)) {
      throw new IllegalArgumentException(
          "a huge answer needs a size above zero and others none, but "
              + kind
              + " was given "
              + bytes);
    }
  }

  /**
   * Sends the answer one byte at a time. The connection stays.
   *
   * @param interval pause between two bytes, above zero
   */
  public static SmtpFault drip(Duration interval) {
    return new SmtpFault(Kind.DRIP, interval, 0);
  }

  /**
   * Sends an answer of many lines with the right code. The connection stays.
   *
   * @param bytes about how many in all, above zero
   */
  public static SmtpFault hugeAnswer(long bytes) {
    return new SmtpFault(Kind.HUGE_ANSWER, Duration.ZERO, bytes);
  }

  private static SmtpFault of(Kind kind) {
    return new SmtpFault(kind, Duration.ZERO, 0);
  }

  /**
   * The kinds of faults; see the constants and factories of {@link SmtpFault} for what each does.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** See {@link SmtpFault#RESET}. */
    RESET,
    /** See {@link SmtpFault#CLOSE}. */
    CLOSE,
    /** See {@link SmtpFault#HALF_CLOSE}. */
    HALF_CLOSE,
    /** See {@link SmtpFault#SILENCE}. */
    SILENCE,
    /** See {@link SmtpFault#NEVER_READ}. */
    NEVER_READ,
    /** See {@link SmtpFault#TRUNCATED}. */
    TRUNCATED,
    /** See {@link SmtpFault#RESET_IN_ANSWER}. */
    RESET_IN_ANSWER,
    /** See {@link SmtpFault#GARBAGE}. */
    GARBAGE,
    /** See {@link SmtpFault#HTML_PAGE}. */
    HTML_PAGE,
    /** See {@link SmtpFault#EMPTY_LINE}. */
    EMPTY_LINE,
    /** See {@link SmtpFault#UNFINISHED}. */
    UNFINISHED,
    /** See {@link SmtpFault#ENDLESS}. */
    ENDLESS,
    /** See {@link SmtpFault#hugeAnswer(long)}. */
    HUGE_ANSWER,
    /** See {@link SmtpFault#drip(Duration)}. */
    DRIP,
    /** See {@link SmtpFault#CLOSE_AFTER_REPLY}. */
    CLOSE_AFTER_REPLY,
    /** See {@link SmtpFault#RESET_AFTER_REPLY}. */
    RESET_AFTER_REPLY;

    /** Whether a patient client still receives the whole answer as it was meant. */
    public boolean deliversAnswer() {
      return this == HUGE_ANSWER
          || this == DRIP
          || this == CLOSE_AFTER_REPLY
          || this == RESET_AFTER_REPLY;
    }
  }
}
