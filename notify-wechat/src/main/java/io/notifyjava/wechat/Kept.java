package io.notifyjava.wechat;

import io.notifyjava.outbox.StoredFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parts of messages as an outbox keeps them. */
final class Kept {

  private Kept() {}

  static void put(StoredFields.Builder fields, String name, Media media) {
    fields.put(
        name,
        StoredFields.builder()
            .put("id", media.id())
            .put("expires", media.expiresAt().map(Instant::toString))
            .build());
  }

  static Media media(StoredFields fields, String name) {
    StoredFields media = one(fields, name);
    String id = media.get("id");
    return media
        .find("expires")
        .map(text -> Media.until(id, instant(text)))
        .orElseGet(() -> Media.of(id));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Field expires is not an instant", e);
    }
  }

  static void put(StoredFields.Builder fields, MiniProgram program) {
    fields.put(
        "mini-program",
        StoredFields.builder()
            .put("app", program.appId())
            .putIfGiven("page", program.pagePath())
            .build());
  }

  static @Nullable MiniProgram miniProgram(StoredFields fields) {
    if (fields.find("mini-program").isEmpty()) {
      return null;
    }
    StoredFields program = one(fields, "mini-program");
    return new MiniProgram(program.get("app"), optional(program, "page"));
  }

  static void put(StoredFields.Builder fields, String name, TemplateValue value) {
    fields.put(
        name,
        StoredFields.builder()
            .put("value", value.value())
            .putIfGiven("color", value.color())
            .build());
  }

  static TemplateValue value(StoredFields fields) {
    return new TemplateValue(fields.get("value"), optional(fields, "color"));
  }

  static void put(StoredFields.Builder fields, Map<String, String> data) {
    data.forEach((key, value) -> fields.put("key", key).put("value", value));
  }

  static Map<String, String> data(StoredFields fields) {
    List<String> keys = fields.all("key");
    List<String> values = fields.all("value");
    if (keys.size() != values.size()) {
      throw new IllegalArgumentException(
          "There are %s fields key, but %s fields value".formatted(keys.size(), values.size()));
    }
    Map<String, String> data = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      data.put(keys.get(i), values.get(i));
    }
    return data;
  }

  static StoredFields one(StoredFields fields, String name) {
    String unused = fields.get(name);
    return fields.nested(name).get(0);
  }

  static @Nullable String optional(StoredFields fields, String name) {
    return fields.find(name).orElse(null);
  }
}
