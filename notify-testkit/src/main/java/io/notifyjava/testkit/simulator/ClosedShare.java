package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import java.util.function.Predicate;

/**
 * Picks a share of all open ids, the same ones in every run and every process.
 *
 * <p>Of open ids that end in consecutive numbers, {@code prefix0} to {@code prefix(N-1)}, exactly
 * {@code floor(share * N)} are picked, spread evenly: number {@code n} is picked when {@code
 * floor((n+1) * share)} is one more than {@code floor(n * share)}. A run that starts at another
 * number has at most one more or less. Other open ids are picked by a hash, so of many about the
 * share is.
 *
 * @since 0.1.0
 */
public final class ClosedShare implements Predicate<String> {

  /** So many of the last digits make the number; more would overflow the arithmetic below. */
  private static final int DIGITS = 12;

  private static final long MILLION = 1_000_000L;

  private final long millionths;

  /**
   * Picks this share.
   *
   * @param share 0 to 1, taken to six decimals
   */
  public ClosedShare(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share lies between 0 and 1, but was " + share);
    }
    // In whole millionths, because 0.29 * 100 is less than 29 in floating point.
    this.millionths = Math.round(share * MILLION);
  }

  @Override
  public boolean test(String openId) {
    int start = openId.length();
    while (start > 0 && openId.length() - start < DIGITS && isDigit(openId.charAt(start - 1))) {
      start--;
    }
    if (start == openId.length()) {
      return Long.remainderUnsigned(Hash64.of(openId, 0), MILLION) < millionths;
    }
    long number = Long.parseLong(openId, start, openId.length(), 10);
    return (number + 1) * millionths / MILLION > number * millionths / MILLION;
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
