package io.notifyjava.examples.common;

import java.util.List;

/** What command lines are checked for. */
public final class Checks {

  private Checks() {}

  /** Adds a problem if a number is not between two others, both of them allowed. */
  public static void between(String option, long value, long min, long max, List<String> problems) {
    if (value < min || value > max) {
      problems.add(option + " must be " + min + " to " + max + ", but was " + value);
    }
  }

  /**
   * Reads {@code 30%} or {@code 0.3}.
   *
   * @return 0 to 1
   * @throws IllegalArgumentException if it is none, naming the option
   */
  public static double share(String option, String text) {
    boolean percent = text.endsWith("%");
    try {
      double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      double share = percent ? number / 100 : number;
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Told below, as a share out of bounds is.
    }
    throw new IllegalArgumentException(
        option + " must be a share such as 30% or 0.3, but was " + text);
  }
}
