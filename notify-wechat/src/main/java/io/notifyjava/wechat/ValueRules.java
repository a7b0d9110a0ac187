package io.notifyjava.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for values of category templates and subscription messages: data, read once from a file
 * that names its version and its sources. Immutable.
 */
final class ValueRules {

  private static final ValueRules CURRENT = load("value-rules-2025-11-26.json");

  private final String version;
  private final List<ValueRule> rules;

  private ValueRules(String version, List<ValueRule> rules) {
    this.version = version;
    this.rules = rules;
  }

  /** Returns the rules that come with the library. */
  static ValueRules current() {
    return CURRENT;
  }

  String version() {
    return version;
  }

  List<ValueRule> all() {
    return rules;
  }

  /**
   * Returns the rule for a key: a type and a number, such as {@code thing1}. Null for keys of no
   * known type, such as {@code first} and {@code keyword1}. Makes no garbage, for it is asked for
   * every value that is sent.
   */
  @Nullable ValueRule of(String key) {
    int end = key.length();
    while (end > 0 && key.charAt(end - 1) >= '0' && key.charAt(end - 1) <= '9') {
      end--;
    }
    if (end == key.length()) {
      return null;
    }
    for (int i = 0; i < rules.size(); i++) {
      ValueRule rule = rules.get(i);
      if (rule.type().length() == end && key.startsWith(rule.type())) {
        return rule;
      }
    }
    return null;
  }

  private static ValueRules load(String resource) {
    try (InputStream file = ValueRules.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException(resource + " is missing; is the jar whole?");
      }
      JsonNode root = Json.parseObject(file.readAllBytes()).orElseThrow();
      List<ValueRule> rules = new ArrayList<>();
      for (JsonNode type : root.path("types")) {
        rules.add(rule(type, root.path("parts")));
      }
      return new ValueRules(root.path("version").textValue(), List.copyOf(rules));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + resource + " failed; is the jar whole?", e);
    }
  }

  private static ValueRule rule(JsonNode type, JsonNode parts) {
    int max = type.path("max").intValue();
    return new ValueRule(
        type.path("type").textValue(),
        type.path("says").textValue(),
        max,
        type.path("maxWithChinese").asInt(max),
        type.path("oneLine").booleanValue(),
        type.has("pattern") ? pattern(type.path("pattern").textValue(), parts) : null,
        type.path("cut").booleanValue());
  }

  private static Pattern pattern(String text, JsonNode parts) {
    String whole = text;
    for (Map.Entry<String, JsonNode> part : parts.properties()) {
      whole = whole.replace("{" + part.getKey() + "}", part.getValue().textValue());
    }
    return Pattern.compile(whole);
  }
}
