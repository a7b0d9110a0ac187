package io.notifyjava.template;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Guesses which of the known names was meant, for an error about an unknown one.
 *
 * @since 0.1.0
 */
public final class ClosestKeys {

  private static final int MAX_DISTANCE = 3;
  private static final int MAX_SHOWN = 5;

  private ClosestKeys() {}

  private record Candidate(String key, int distance) {}

  /** Returns a sentence about the keys nearest to an unknown one. */
  public static String sentence(String unknown, Collection<String> known) {
    if (known.isEmpty()) {
      return "The store holds no templates.";
    }
    String wanted = unknown.toLowerCase(Locale.ROOT);
    int limit = Math.min(MAX_DISTANCE, Math.max(1, wanted.length() / 3));
    List<String> near =
        known.stream()
            .map(key -> new Candidate(key, distance(wanted, key.toLowerCase(Locale.ROOT), limit)))
            .filter(candidate -> candidate.distance <= limit)
            .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::key))
            .map(Candidate::key)
            .limit(MAX_SHOWN)
            .toList();
    if (!near.isEmpty()) {
      return "Closest known: " + quoted(near) + ".";
    }
    int more = known.size() - MAX_SHOWN;
    return "Known: "
        + quoted(known.stream().sorted().limit(MAX_SHOWN).toList())
        + (more > 0 ? " and " + more + " more." : ".");
  }

  private static String quoted(List<String> keys) {
    return keys.stream()
        .map(key -> "'" + TemplateProblem.shown(key) + "'")
        .collect(Collectors.joining(", "));
  }

  /**
   * Returns how many characters must be put in, taken out or replaced, or more than the limit as
   * soon as that is certain: only the diagonal band within the limit is looked at, so that a long
   * list of long keys costs little.
   */
  private static int distance(String left, String right, int limit) {
    int tooFar = limit + 1;
    if (Math.abs(left.length() - right.length()) > limit) {
      return tooFar;
    }
    int[] above = new int[right.length() + 1];
    for (int column = 0; column < above.length; column++) {
      above[column] = Math.min(column, tooFar);
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[above.length];
      Arrays.fill(current, tooFar);
      current[0] = Math.min(row, tooFar);
      int last = Math.min(right.length(), row + limit);
      for (int column = Math.max(1, row - limit); column <= last; column++) {
        int replaced =
            above[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
        int other = Math.min(above[column], current[column - 1]) + 1;
        current[column] = Math.min(tooFar, Math.min(replaced, other));
      }
      above = current;
    }
    return above[right.length()];
  }
}
