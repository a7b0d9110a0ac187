package io.notifyjava.batch;

/**
 * What a message is called in a ledger: 128 bits of a hash, so that no address stands there.
 *
 * @param high the first 64 bits
 * @param low the others
 * @since 0.1.0
 */
public record LedgerKey(long high, long low) {

  /** Returns 32 hexadecimal digits. */
  @Override
  public String toString() {
    return digits(high) + digits(low);
  }

  private static String digits(long half) {
    String digits = Long.toHexString(half);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
