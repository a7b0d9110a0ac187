package io.notifyjava.examples.common;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Variables of the environment, and of a file that stands behind it. Shows none of their values.
 */
public final class Environment {

  private final Map<String, String> values;

  private Environment(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Puts the two together; what the environment says wins.
   *
   * @param file lines of the form {@code NAME=value}, with {@code #} before comments; null for none
   * @throws UsageException if it cannot be read, naming a line that is neither
   */
  public static Environment of(Map<String, String> environment, @Nullable Path file) {
    Map<String, String> values = new HashMap<>();
    if (file != null) {
      read(file, values);
    }
    values.putAll(environment);
    return new Environment(values);
  }

  private static void read(Path file, Map<String, String> values) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new UsageException(
          "The env file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String pair = line.startsWith("export ") ? line.substring("export ".length()) : line;
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new UsageException(
            "The env file " + file + ", line " + (i + 1) + ": must be NAME=value");
      }
      values.put(pair.substring(0, equals).strip(), unquoted(pair.substring(equals + 1).strip()));
    }
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Returns a variable that is there and not blank. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** Tells whether any variable with this beginning is there. */
  public boolean hasAny(String beginning) {
    return values.keySet().stream()
        .anyMatch(name -> name.startsWith(beginning) && get(name).isPresent());
  }

  @Override
  public String toString() {
    return "Environment" + values.keySet();
  }
}
