package io.notifyjava.internal.outbox;

import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.SmsMessage;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;
import java.util.List;

/** Keeps short messages. */
public final class SmsMessageCodec implements MessageCodec<SmsMessage> {

  /** For {@code ServiceLoader}. */
  public SmsMessageCodec() {}

  @Override
  public Class<SmsMessage> messageType() {
    return SmsMessage.class;
  }

  @Override
  public String type() {
    return "sms";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public StoredFields write(SmsMessage message) {
    StoredFields.Builder fields =
        StoredFields.builder()
            .put("phone", message.phone().e164())
            .put("template", message.template())
            .put("extend-code", message.extendCode());
    message
        .variables()
        .asMap()
        .forEach((name, value) -> fields.put("variable", name).put("value", value));
    return fields.build();
  }

  @Override
  public SmsMessage read(StoredFields fields, int version, MessageOptions options) {
    SmsMessage.Builder message =
        SmsMessage.to(fields.get("phone")).template(fields.get("template")).options(options);
    fields.find("extend-code").ifPresent(message::extendCode);
    List<String> names = fields.all("variable");
    List<String> values = fields.all("value");
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          "There are %s fields variable, but %s fields value"
              .formatted(names.size(), values.size()));
    }
    for (int i = 0; i < names.size(); i++) {
      message.with(names.get(i), values.get(i));
    }
    return message.build();
  }
}
