package io.notifyjava.testkit.simulator;

/**
 * A token that was handed out. Its end may be moved, so the fields are volatile; everything else is
 * guarded by the {@link TokenOffice}.
 */
final class IssuedToken {

  private final String value;
  private final String appId;
  private final long expiresAt;
  private volatile long usableUntil;
  private volatile int afterwards = 42001;

  /**
   * Makes a token that ends by itself.
   *
   * @param expiresAt ticker reading, which may be negative: compare differences only
   */
  IssuedToken(String value, String appId, long expiresAt) {
    this.value = value;
    this.appId = appId;
    this.expiresAt = expiresAt;
    this.usableUntil = expiresAt;
  }

  String value() {
    return value;
  }

  String appId() {
    return appId;
  }

  long remainingNanos(long now) {
    return expiresAt - now;
  }

  boolean usable(long now) {
    return usableUntil - now > 0;
  }

  /** The error for a token that is not usable any more: 42001 expired or 40001 not latest. */
  int refusal() {
    return afterwards;
  }

  /** From the given moment on, the token is refused with this error. */
  void endAt(long moment, int errcode) {
    afterwards = errcode;
    usableUntil = moment;
  }
}
