package io.notifyjava.wechat;

import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;

/**
 * Keeps one-time subscription messages in an outbox. Found by {@code ServiceLoader}.
 *
 * @since 0.1.0
 */
public final class OneTimeSubscriptionMessageCodec
    implements MessageCodec<OneTimeSubscriptionMessage> {

  /** For {@code ServiceLoader}. */
  public OneTimeSubscriptionMessageCodec() {}

  @Override
  public Class<OneTimeSubscriptionMessage> messageType() {
    return OneTimeSubscriptionMessage.class;
  }

  @Override
  public String type() {
    return OneTimeSubscriptionMessage.TYPE;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public StoredFields write(OneTimeSubscriptionMessage message) {
    StoredFields.Builder fields =
        StoredFields.builder()
            .put("openid", message.recipient().value())
            .put("template", message.templateId())
            .put("scene", Integer.toString(message.scene()))
            .put("title", message.title())
            .put("url", message.url());
    Kept.put(fields, "content", message.content());
    message.miniProgram().ifPresent(program -> Kept.put(fields, program));
    return fields.build();
  }

  @Override
  public OneTimeSubscriptionMessage read(StoredFields fields, int version, MessageOptions options) {
    OneTimeSubscriptionMessage.Builder message =
        OneTimeSubscriptionMessage.to(fields.get("openid"))
            .templateId(fields.get("template"))
            .scene(scene(fields.get("scene")))
            .title(fields.get("title"))
            .content(Kept.value(Kept.one(fields, "content")))
            .options(options);
    fields.find("url").ifPresent(message::url);
    MiniProgram program = Kept.miniProgram(fields);
    if (program != null) {
      message.miniProgram(program);
    }
    return message.build();
  }

  private static int scene(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("Field scene is not a number", e);
    }
  }
}
