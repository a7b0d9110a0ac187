package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import java.util.concurrent.atomic.AtomicLong;

/** Makes token values that look like the platform's: a number, an underscore, 128 letters. */
final class AtomicTokens {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int LENGTH = 128;

  private final AtomicLong sequence;

  AtomicTokens(long seed) {
    this.sequence = new AtomicLong(seed);
  }

  String next() {
    StringBuilder token = new StringBuilder("74_");
    long state = Hash64.mix(sequence.incrementAndGet());
    for (int i = 0; i < LENGTH; i++) {
      state = Hash64.mix(state + i);
      token.append(LETTERS.charAt((int) (state & 63)));
    }
    return token.toString();
  }
}
