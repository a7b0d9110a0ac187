package io.notifyjava.signing.internal.check;

import io.notifyjava.signing.Parameters;
import io.notifyjava.signing.SigningLimits;
import io.notifyjava.signing.internal.Utf8;
import org.jspecify.annotations.Nullable;

/** What no scheme takes for parameters. */
public final class ParameterRules {

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
    if (!Utf8.isWellFormed(name) || !Utf8.isWellFormed(value)) {
      return "expected whole characters, but found half a surrogate pair; it has no bytes to sign";
    }
    return null;
  }
}
