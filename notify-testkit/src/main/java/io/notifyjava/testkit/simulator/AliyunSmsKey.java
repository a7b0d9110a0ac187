package io.notifyjava.testkit.simulator;

import org.jspecify.annotations.Nullable;

/**
 * An access key that the simulated account has.
 *
 * @param token of STS, without which the key is no good; null for a lasting key
 */
record AliyunSmsKey(String id, String secret, @Nullable String token) {

  /** Keeps the secrets out of every log. */
  @Override
  public String toString() {
    return token == null ? "access key ***" : "access key *** of STS";
  }
}
