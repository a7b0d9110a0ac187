package io.notifyjava.signing;

/**
 * How much a request may hold before anyone computes anything over it. What is above is refused as
 * {@link RefusalReason#MALFORMED}, and by a signer with an {@link IllegalArgumentException}.
 *
 * @param parameters number of parameters, repeated ones counted; 1 to 10,000
 * @param nameLength characters of a parameter's name; 1 to 65,536
 * @param valueLength characters of a parameter's value; 1 to 16,777,216
 * @param bodyBytes bytes of a body; 1 to 1,073,741,824
 * @since 0.1.0
 */
public record SigningLimits(int parameters, int nameLength, int valueLength, int bodyBytes) {

  private static final SigningLimits DEFAULTS = new SigningLimits(128, 128, 65_536, 8_388_608);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SigningLimits {
    check("parameters", parameters, 10_000);
    check("nameLength", nameLength, 65_536);
    check("valueLength", valueLength, 16_777_216);
    check("bodyBytes", bodyBytes, 1_073_741_824);
  }

  /** Returns 128 parameters, names of 128 and values of 65,536 characters, 8 MiB of body. */
  public static SigningLimits defaults() {
    return DEFAULTS;
  }

  private static void check(String name, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(
          "SigningLimits " + name + ": expected 1 to " + max + ", but found " + value);
    }
  }
}
