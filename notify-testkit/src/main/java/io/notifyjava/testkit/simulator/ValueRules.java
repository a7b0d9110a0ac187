package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a value of a category template may be, by the type in its key: {@code thing3} is a {@code
 * thing}. The rules are data, in {@code value-rules.json}, with their version and sources.
 */
final class ValueRules {

  private static final ValueRules STANDARD = load("value-rules.json");

  private final String version;
  private final Map<String, Pattern> rules;

  private ValueRules(String version, Map<String, Pattern> rules) {
    this.version = version;
    this.rules = Map.copyOf(rules);
  }

  /** The rules that come with the library. */
  static ValueRules standard() {
    return STANDARD;
  }

  String version() {
    return version;
  }

  /** Whether the value may stand under the key; a key of no known type takes anything. */
  boolean accepts(String key, String value) {
    return rule(key).map(rule -> rule.matcher(value).matches()).orElse(true);
  }

  /** Whether the key belongs to a category template, whose values must not be empty. */
  boolean typed(String key) {
    return rule(key).isPresent();
  }

  private Optional<Pattern> rule(String key) {
    int end = key.length();
    while (end > 0 && key.charAt(end - 1) >= '0' && key.charAt(end - 1) <= '9') {
      end--;
    }
    // Without a number it is a key of a legacy template, such as first or remark.
    return end == key.length()
        ? Optional.empty()
        : Optional.ofNullable(rules.get(key.substring(0, end)));
  }

  private static ValueRules load(String resource) {
    try (InputStream in = ValueRules.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            resource + " is missing beside " + ValueRules.class.getName() + "; rebuild the jar");
      }
      JsonNode tree = new ObjectMapper().readTree(in);
      Map<String, Pattern> rules = new HashMap<>();
      for (JsonNode type : tree.path("types")) {
        rules.put(type.path("type").textValue(), Pattern.compile(type.path("pattern").textValue()));
      }
      return new ValueRules(tree.path("version").textValue(), rules);
    } catch (IOException broken) {
      throw new UncheckedIOException("reading " + resource + " failed", broken);
    }
  }
}
