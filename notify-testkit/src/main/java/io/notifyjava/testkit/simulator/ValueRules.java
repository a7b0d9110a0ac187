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

  /** Symbols beyond the basic plane; letters there, such as rare Chinese ones, count as one. */
  private static final Pattern EMOJI = Pattern.compile("[\\p{So}&&[\\x{10000}-\\x{10FFFF}]]");

  private static final ValueRules STANDARD = load("value-rules.json");

  private final String version;
  private final Map<String, Pattern> rules;
  private final boolean emojiAsTwo;

  private ValueRules(String version, Map<String, Pattern> rules, boolean emojiAsTwo) {
    this.version = version;
    this.rules = Map.copyOf(rules);
    this.emojiAsTwo = emojiAsTwo;
  }

  /** The rules that come with the library. */
  static ValueRules standard() {
    return STANDARD;
  }

  /** The same rules, with an emoji counted as two characters or as one. */
  ValueRules countingEmojiAsTwo(boolean two) {
    return new ValueRules(version, rules, two);
  }

  String version() {
    return version;
  }

  /** Whether the value may stand under the key; a key of no known type takes anything. */
  boolean accepts(String key, String value) {
    String counted = emojiAsTwo ? EMOJI.matcher(value).replaceAll("☺☺") : value;
    return rule(key).map(rule -> rule.matcher(counted).matches()).orElse(true);
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
      return new ValueRules(tree.path("version").textValue(), rules, false);
    } catch (IOException broken) {
      throw new UncheckedIOException("reading " + resource + " failed", broken);
    }
  }
}
