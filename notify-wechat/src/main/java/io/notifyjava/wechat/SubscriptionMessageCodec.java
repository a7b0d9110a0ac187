package io.notifyjava.wechat;

import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;
import java.util.Arrays;

/**
 * Keeps subscription messages of mini programs in an outbox. Found by {@code ServiceLoader}.
 *
 * @since 0.1.0
 */
public final class SubscriptionMessageCodec implements MessageCodec<SubscriptionMessage> {

  /** For {@code ServiceLoader}. */
  public SubscriptionMessageCodec() {}

  @Override
  public Class<SubscriptionMessage> messageType() {
    return SubscriptionMessage.class;
  }

  @Override
  public String type() {
    return SubscriptionMessage.TYPE;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public StoredFields write(SubscriptionMessage message) {
    StoredFields.Builder fields =
        StoredFields.builder()
            .put("openid", message.recipient().value())
            .put("template", message.templateId())
            .put("page", message.page())
            .put("state", message.state().map(SubscriptionMessage.State::word))
            .put("language", message.language().map(SubscriptionMessage.Language::word));
    Kept.put(fields, message.data());
    return fields.build();
  }

  @Override
  public SubscriptionMessage read(StoredFields fields, int version, MessageOptions options) {
    SubscriptionMessage.Builder message =
        SubscriptionMessage.to(fields.get("openid"))
            .templateId(fields.get("template"))
            .data(Kept.data(fields))
            .options(options);
    fields.find("page").ifPresent(message::page);
    fields.find("state").ifPresent(word -> message.state(state(word)));
    fields.find("language").ifPresent(word -> message.language(language(word)));
    return message.build();
  }

  private static SubscriptionMessage.State state(String word) {
    return Arrays.stream(SubscriptionMessage.State.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Field state is none that is known"));
  }

  private static SubscriptionMessage.Language language(String word) {
    return Arrays.stream(SubscriptionMessage.Language.values())
        .filter(language -> language.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Field language is none that is known"));
  }
}
