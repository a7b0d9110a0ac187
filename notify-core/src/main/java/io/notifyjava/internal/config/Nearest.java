package io.notifyjava.internal.config;

import java.util.Comparator;
import java.util.List;

/** Guesses which setting an unknown key was meant to be. */
final class Nearest {

  private Nearest() {}

  /** Returns the problem of a key that is no setting. */
  static String problem(String key, List<String> known, String prefix) {
    String nearest =
        known.stream()
            .min(Comparator.comparingInt(name -> distance(prefix + name, key)))
            .orElse("");
    return key + ": is not a setting; did you mean " + prefix + nearest + "?";
  }

  /** Levenshtein distance; keys are short. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int cost = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + cost);
        diagonal = row[j];
        row[j] = next;
      }
    }
    return row[right.length()];
  }
}
