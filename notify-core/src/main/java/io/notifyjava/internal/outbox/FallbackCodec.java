package io.notifyjava.internal.outbox;

import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.Message;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;
import io.notifyjava.result.FailureReason;
import io.notifyjava.route.Fallback;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps fallbacks. Each message of the chain stands in one field, as fields of its own; those of
 * the alternatives hold their options too.
 */
final class FallbackCodec implements MessageCodec<Fallback> {

  private static final String TYPE = "type";
  private static final String VERSION = "version";
  private static final String MESSAGE = "message";
  private static final String REASONS = "opens-on";

  private final Codecs codecs;

  FallbackCodec(Codecs codecs) {
    this.codecs = codecs;
  }

  @Override
  public Class<Fallback> messageType() {
    return Fallback.class;
  }

  @Override
  public String type() {
    return "fallback";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public StoredFields write(Fallback fallback) {
    StoredFields.Builder fields = StoredFields.builder();
    put(fields, fallback.first(), MessageOptions.defaults());
    for (Fallback.Alternative alternative : fallback.alternatives()) {
      fields.put(
          REASONS,
          alternative.on().stream().map(Enum::name).sorted().collect(Collectors.joining(",")));
      put(fields, alternative.message(), alternative.message().options());
    }
    return fields.build();
  }

  private void put(StoredFields.Builder fields, Message message, MessageOptions options) {
    Codecs.Stored stored = codecs.write(message);
    StoredFields.Builder inner = StoredFields.builder();
    OptionFields.write(options, inner);
    stored.fields().fields().forEach(field -> inner.put(field.name(), field.value()));
    fields
        .put(TYPE, stored.type())
        .put(VERSION, Integer.toString(stored.version()))
        .put(MESSAGE, inner.build());
  }

  @Override
  public Fallback read(StoredFields fields, int version, MessageOptions options) {
    List<String> types = fields.all(TYPE);
    List<String> versions = fields.all(VERSION);
    List<StoredFields> messages = fields.nested(MESSAGE);
    List<String> reasons = fields.all(REASONS);
    int count = types.size();
    if (versions.size() != count || messages.size() != count || reasons.size() != count - 1) {
      throw new IllegalArgumentException(
          "The chain has %s types, %s versions, %s messages and %s sets of reasons"
              .formatted(count, versions.size(), messages.size(), reasons.size()));
    }
    List<Fallback.Alternative> alternatives = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      StoredFields inner = messages.get(i);
      alternatives.add(
          new Fallback.Alternative(
              message(types.get(i), versions.get(i), inner, own(inner, options, i)),
              reasons(reasons.get(i - 1))));
    }
    return new Fallback(
        message(types.get(0), versions.get(0), messages.get(0), options), alternatives);
  }

  /** An alternative without a key gets one of its own, which is the same after a crash. */
  private static MessageOptions own(StoredFields fields, MessageOptions first, int number) {
    OptionFields.Collector own = OptionFields.read(fields);
    IdempotencyKey key = first.idempotencyKey().orElse(null);
    if (key != null && own.collected().idempotencyKey().isEmpty()) {
      own.idempotencyKey(Hashes.derived(key, number));
    }
    return own.collected();
  }

  private Message message(
      String type, String version, StoredFields fields, MessageOptions options) {
    return codecs.read(
        new Codecs.Stored(type, number(version), OptionFields.withoutOptions(fields)), options);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Field version is not a number", e);
    }
  }

  private static Set<FailureReason> reasons(String text) {
    try {
      return Arrays.stream(text.split(",", -1))
          .map(FailureReason::valueOf)
          .collect(Collectors.toUnmodifiableSet());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Field opens-on names a reason that this version does not know", e);
    }
  }
}
