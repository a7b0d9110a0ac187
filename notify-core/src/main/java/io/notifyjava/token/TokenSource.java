package io.notifyjava.token;

import java.time.Duration;

/**
 * Fetches a new access token from a vendor.
 *
 * <p>Called by one thread at a time for each {@link TokenCache}, which waits between failing calls:
 * an implementation makes one call and does not retry.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TokenSource {

  /**
   * Makes one call to the vendor. A reply without a token or without a lifetime above zero is a
   * failure.
   *
   * <p>The failure's text names the cause and is free of secrets. It is retryable if the next call
   * may succeed without anybody changing the set-up; others are tried again at most three times a
   * minute. An interrupt ends the call with {@code CANCELLED} and leaves the thread's flag set:
   * another thread then takes the renewal over.
   *
   * @param timeLimit the call must have ended by then, the answer's last byte included
   * @throws TokenException with a typed failure; nothing else for what a vendor or network does
   */
  Grant fetch(Duration timeLimit);

  /**
   * A new token and how long it lives from now.
   *
   * @param value the token; not blank
   * @param lifetime more than zero; a cache uses at most 24 hours of it
   * @since 0.1.0
   */
  record Grant(String value, Duration lifetime) {

    public Grant {
      if (value.isBlank()) {
        throw new IllegalArgumentException("A granted token must not be blank");
      }
      if (lifetime.isNegative() || lifetime.isZero()) {
        throw new IllegalArgumentException(
            "The lifetime of a granted token must be more than zero, but was " + lifetime);
      }
    }

    @Override
    public String toString() {
      return "Grant[lifetime=" + lifetime + "]";
    }
  }
}
