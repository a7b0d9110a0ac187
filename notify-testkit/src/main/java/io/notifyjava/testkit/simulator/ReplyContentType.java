package io.notifyjava.testkit.simulator;

/**
 * The {@code Content-Type} of JSON answers; the platform was seen to send either.
 *
 * @since 0.1.0
 */
public enum ReplyContentType {
  /** {@code application/json; encoding=utf-8}, with the platform's non-standard parameter. */
  JSON,
  /** {@code text/plain}. */
  TEXT,
  /** One after the other. */
  ALTERNATING;

  String of(long answer) {
    boolean text = this == TEXT || (this == ALTERNATING && answer % 2 == 1);
    return text ? "text/plain" : "application/json; encoding=utf-8";
  }
}
