package io.notifyjava.testkit.smtp;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An answer of the server: a code with one or more lines of text, or bytes as they are. Immutable.
 *
 * @since 0.1.0
 */
public final class SmtpReply {

  private final int code;
  private final byte[] bytes;

  private SmtpReply(int code, byte[] bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /**
   * One line.
   *
   * @param code 200 to 599
   * @param text what follows the code, without line ends
   */
  public static SmtpReply of(int code, String text) {
    return of(code, List.of(text));
  }

  /**
   * One line with an enhanced status code (RFC 3463).
   *
   * @param code 200 to 599
   * @param enhanced such as {@code 5.1.1}
   * @param text what follows
   */
  public static SmtpReply of(int code, String enhanced, String text) {
    return of(code, List.of(enhanced + " " + text));
  }

  /**
   * Several lines, all but the last with a hyphen behind the code (RFC 5321 section 4.2.1).
   *
   * @param code 200 to 599
   * @param lines at least one, without line ends
   */
  public static SmtpReply of(int code, List<String> lines) {
    if (code < 200 || code > 599) {
      throw new IllegalArgumentException(
          "the code of an answer lies between 200 and 599, but was "
              + code
              + "; use raw(...) for anything else");
    }
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("an answer needs at least one line, but got none");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
        throw new IllegalArgumentException(
            "a line of an answer has no line ends in it; give several lines, or use raw(...)");
      }
      text.append(code).append(i == lines.size() - 1 ? ' ' : '-').append(line).append("\r\n");
    }
    return new SmtpReply(code, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** These bytes and nothing else, line ends included if there are to be any. */
  public static SmtpReply raw(byte[] bytes) {
    return new SmtpReply(0, bytes.clone());
  }

  /** As {@link #raw(byte[])}, in UTF-8. */
  public static SmtpReply raw(String text) {
    return new SmtpReply(0, requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8));
  }

  /** The code; 0 for {@linkplain #raw(byte[]) bytes as they are}. */
  public int code() {
    return code;
  }

  /** The bytes, not copied. */
  byte[] bytes() {
    return bytes;
  }

  /** Whether the server closes the connection after it. */
  boolean closes() {
    return code == 421 || code == 221;
  }

  @Override
  public String toString() {
    return code == 0 ? "raw answer of " + bytes.length + " bytes" : "answer " + code;
  }
}
