package io.notifyjava.internal.outbox;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Lane;
import io.notifyjava.message.MessageBuilder;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.StoredFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The options of a message as fields, beside those of its codec, from which their prefix tells
 * them.
 */
final class OptionFields {

  static final String PREFIX = "notify.";

  private OptionFields() {}

  /** Adds what the options say; what they leave to the defaults is left out. */
  static void write(MessageOptions options, StoredFields.Builder fields) {
    fields.put(PREFIX + "key", options.idempotencyKey().map(IdempotencyKey::value));
    fields.put(PREFIX + "deadline", options.deadline().map(Instant::toString));
    fields.put(PREFIX + "account", options.account());
    fields.put(PREFIX + "correlation", options.correlationId());
    fields.put(PREFIX + "mode", options.deliveryMode().map(DeliveryMode::name));
    if (options.lane() != Lane.BULK) {
      fields.put(PREFIX + "lane", options.lane().name());
    }
    // Sorted, so that the same message always gives the same fields.
    new TreeMap<>(options.tags())
        .forEach(
            (name, value) -> {
              fields.put(PREFIX + "tag", name);
              fields.put(PREFIX + "tag-value", value);
            });
  }

  /** Returns what {@link #write} wrote. */
  static Collector read(StoredFields fields) {
    Collector options = new Collector();
    fields.find(PREFIX + "key").ifPresent(options::idempotencyKey);
    fields.find(PREFIX + "account").ifPresent(options::account);
    fields.find(PREFIX + "correlation").ifPresent(options::correlationId);
    fields.find(PREFIX + "deadline").ifPresent(text -> options.deadline(instant(text)));
    fields
        .find(PREFIX + "mode")
        .ifPresent(text -> options.deliveryMode(constant(DeliveryMode.class, "mode", text)));
    fields
        .find(PREFIX + "lane")
        .ifPresent(text -> options.lane(constant(Lane.class, "lane", text)));
    Map<String, String> tags = new LinkedHashMap<>();
    List<String> names = fields.all(PREFIX + "tag");
    List<String> values = fields.all(PREFIX + "tag-value");
    for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
      tags.put(names.get(i), values.get(i));
    }
    options.tags(tags);
    return options;
  }

  /** Returns the fields that a codec wrote. */
  static StoredFields withoutOptions(StoredFields fields) {
    StoredFields.Builder rest = StoredFields.builder();
    fields.fields().stream()
        .filter(field -> !field.name().startsWith(PREFIX))
        .forEach(field -> rest.put(field.name(), field.value()));
    return rest.build();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("Field notify.deadline is not an instant", e);
    }
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String name, String text) {
    try {
      return Enum.valueOf(type, text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Field notify.%s is not one that this version knows".formatted(name), e);
    }
  }

  /** Options without a message. */
  static final class Collector extends MessageBuilder<Collector> {

    MessageOptions collected() {
      return buildOptions();
    }
  }
}
