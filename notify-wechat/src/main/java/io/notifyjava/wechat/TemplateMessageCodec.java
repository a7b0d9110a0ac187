package io.notifyjava.wechat;

import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;
import java.util.List;

/**
 * Keeps template messages in an outbox. Found by {@code ServiceLoader}.
 *
 * @since 0.1.0
 */
public final class TemplateMessageCodec implements MessageCodec<TemplateMessage> {

  /** For {@code ServiceLoader}. */
  public TemplateMessageCodec() {}

  @Override
  public Class<TemplateMessage> messageType() {
    return TemplateMessage.class;
  }

  @Override
  public String type() {
    return TemplateMessage.TYPE;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public StoredFields write(TemplateMessage message) {
    StoredFields.Builder fields =
        StoredFields.builder()
            .put("openid", message.recipient().value())
            .put("template", message.templateId())
            .put("url", message.url());
    message.miniProgram().ifPresent(program -> Kept.put(fields, program));
    message
        .data()
        .forEach(
            (key, value) -> {
              fields.put("key", key);
              Kept.put(fields, "data", value);
            });
    return fields.build();
  }

  @Override
  public TemplateMessage read(StoredFields fields, int version, MessageOptions options) {
    TemplateMessage.Builder message =
        TemplateMessage.to(fields.get("openid"))
            .templateId(fields.get("template"))
            .options(options);
    fields.find("url").ifPresent(message::url);
    MiniProgram program = Kept.miniProgram(fields);
    if (program != null) {
      message.miniProgram(program);
    }
    List<String> keys = fields.all("key");
    List<StoredFields> data = fields.nested("data");
    if (keys.size() != data.size()) {
      throw new IllegalArgumentException(
          "There are %s fields key, but %s fields data".formatted(keys.size(), data.size()));
    }
    for (int i = 0; i < keys.size(); i++) {
      message.data(keys.get(i), Kept.value(data.get(i)));
    }
    return message.build();
  }
}
