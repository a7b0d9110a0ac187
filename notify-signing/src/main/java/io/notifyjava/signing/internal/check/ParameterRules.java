package io.notifyjava.signing.internal.check;

import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.SigningLimits;
import org.jspecify.annotations.Nullable;

/**
 * What no scheme takes for parameters. Half a surrogate pair is found later, while the bytes are
 * made, so that no text is read twice.
 */
public final class ParameterRules {

  /** What is wrong with a text that has no bytes. */
  public static final String HALF_PAIR =
      "expected whole characters, but found half a surrogate pair; it has no bytes to sign";

  private ParameterRules() {}

  /** Returns what is wrong with parameters, without repeating any of them; null if nothing is. */
  public static @Nullable String problem(Parameters parameters, SigningLimits limits) {
    if (parameters.size() > limits.parameters()) {
      return "expected at most %d parameters, but found %d"
          .formatted(limits.parameters(), parameters.size());
    }
    for (int i = 0; i < parameters.size(); i++) {
      String problem = problem(parameters.name(i), parameters.value(i), limits);
      if (problem != null) {
        return "parameter " + (i + 1) + ": " + problem;
      }
    }
    return null;
  }

  private static @Nullable String problem(
      @Nullable String name, @Nullable String value, SigningLimits limits) {
    if (name == null || value == null) {
      return "expected a name and a value, but found null";
    }
    if (name.isBlank()) {
      return "expected a name, but found a blank one";
    }
    if (name.length() > limits.nameLength()) {
      return "expected a name of at most %d characters, but found %d"
          .formatted(limits.nameLength(), name.length());
    }
    if (value.length() > limits.valueLength()) {
      return "expected a value of at most %d characters, but found %d"
          .formatted(limits.valueLength(), value.length());
    }
    return null;
  }
}
