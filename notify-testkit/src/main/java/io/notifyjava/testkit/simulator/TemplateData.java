package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Checks the {@code data} of template and subscription messages against the value types, and names
 * the key in the refusal as the platform does. Thread-safe.
 */
final class TemplateData {

  private final TemplateShelf templates;
  private final ValueRules values;

  TemplateData(TemplateShelf templates, ValueRules values) {
    this.templates = templates;
    this.values = values;
  }

  /** A template message's data: keys of legacy templates take anything, colours are ignored. */
  void checkTemplate(JsonNode data, String templateId, List<String> required) {
    requireObject(data);
    for (Map.Entry<String, JsonNode> field : data.properties()) {
      String key = field.getKey();
      JsonNode value = field.getValue().path("value");
      if (values.typed(key) || !value.isTextual()) {
        checkTyped(templateId, key, value);
      }
    }
    requireKeys(data, required);
  }

  /** A subscription message's data: every key has a type, every value stands alone. */
  void checkSubscription(JsonNode data, String templateId, List<String> required) {
    requireObject(data);
    for (Map.Entry<String, JsonNode> field : data.properties()) {
      String key = field.getKey();
      if (!values.typed(key)) {
        throw invalid(key);
      }
      checkTyped(templateId, key, field.getValue().path("value"));
      if (field.getValue().has("color")) {
        throw argument("data." + key + ".color invalid");
      }
    }
    requireKeys(data, required);
  }

  static void requireObject(JsonNode data) {
    if (!data.isObject()) {
      throw new Refused(47001);
    }
  }

  private static void requireKeys(JsonNode data, List<String> required) {
    for (String key : required) {
      if (!data.has(key)) {
        throw empty(key);
      }
    }
  }

  private void checkTyped(String templateId, String key, JsonNode value) {
    if (!value.isTextual()) {
      throw invalid(key);
    }
    String text = value.textValue();
    if (text.isEmpty()) {
      throw empty(key);
    }
    if (!values.accepts(key, text) || !templates.allows(templateId, key, text)) {
      throw invalid(key);
    }
  }

  static Refused invalid(String key) {
    return argument("data." + key + ".value invalid");
  }

  /** The misspelling is the vendor's. */
  static Refused empty(String key) {
    return argument("data." + key + ".value is emtpy");
  }

  private static Refused argument(String what) {
    return new Refused(WeChatReply.error(47003, "argument invalid! " + what));
  }
}
