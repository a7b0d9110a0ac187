package io.notifyjava.wechat.wecom;

import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;
import java.time.Duration;

/**
 * Keeps messages of WeCom applications, of every kind, in an outbox. Found by {@code
 * ServiceLoader}.
 *
 * @since 0.1.0
 */
public final class WeComMessageCodec implements MessageCodec<WeComMessage> {

  /** For {@code ServiceLoader}. */
  public WeComMessageCodec() {}

  @Override
  public Class<WeComMessage> messageType() {
    return WeComMessage.class;
  }

  @Override
  public String type() {
    return WeComMessage.TYPE;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public StoredFields write(WeComMessage message) {
    StoredFields.Builder fields = StoredFields.builder();
    WeComAudience audience = message.audience();
    audience.users().forEach(id -> fields.put("user", id));
    audience.parties().forEach(id -> fields.put("party", id));
    audience.tags().forEach(id -> fields.put("tag", id));
    if (audience.isAll()) {
      fields.put("all", "true");
    }
    message.safe().ifPresent(safe -> fields.put("safe", Integer.toString(safe)));
    fields.put("id-translation", message.idTranslation().map(on -> Boolean.toString(on)));
    fields.put(
        "duplicate-check", message.duplicateCheck().map(time -> Long.toString(time.toSeconds())));
    KeptContents.write(message.content(), fields);
    return fields.build();
  }

  @Override
  public WeComMessage read(StoredFields fields, int version, MessageOptions options) {
    WeComMessage.Builder message =
        WeComMessage.builder().content(KeptContents.read(fields)).options(options);
    fields.all("user").forEach(message::toUser);
    fields.all("party").forEach(message::toParty);
    fields.all("tag").forEach(message::toTag);
    if (fields.find("all").isPresent()) {
      message.toAll();
    }
    fields.find("safe").ifPresent(text -> message.safe(number("safe", text)));
    fields
        .find("id-translation")
        .ifPresent(text -> message.idTranslation(Boolean.parseBoolean(text)));
    fields
        .find("duplicate-check")
        .ifPresent(
            text -> message.duplicateCheck(Duration.ofSeconds(number("duplicate-check", text))));
    return message.build();
  }

  private static int number(String field, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Field " + field + " is not a number", e);
    }
  }
}
