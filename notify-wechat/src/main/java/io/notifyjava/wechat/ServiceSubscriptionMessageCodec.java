package io.notifyjava.wechat;

import io.notifyjava.message.MessageOptions;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;

/**
 * Keeps subscription messages of official accounts in an outbox. Found by {@code ServiceLoader}.
 *
 * @since 0.1.0
 */
public final class ServiceSubscriptionMessageCodec
    implements MessageCodec<ServiceSubscriptionMessage> {

  /** For {@code ServiceLoader}. */
  public ServiceSubscriptionMessageCodec() {}

  @Override
  public Class<ServiceSubscriptionMessage> messageType() {
    return ServiceSubscriptionMessage.class;
  }

  @Override
  public String type() {
    return ServiceSubscriptionMessage.TYPE;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public StoredFields write(ServiceSubscriptionMessage message) {
    StoredFields.Builder fields =
        StoredFields.builder()
            .put("openid", message.recipient().value())
            .put("template", message.templateId())
            .put("page", message.page());
    message.miniProgram().ifPresent(program -> Kept.put(fields, program));
    Kept.put(fields, message.data());
    return fields.build();
  }

  @Override
  public ServiceSubscriptionMessage read(StoredFields fields, int version, MessageOptions options) {
    ServiceSubscriptionMessage.Builder message =
        ServiceSubscriptionMessage.to(fields.get("openid"))
            .templateId(fields.get("template"))
            .data(Kept.data(fields))
            .options(options);
    fields.find("page").ifPresent(message::page);
    MiniProgram program = Kept.miniProgram(fields);
    if (program != null) {
      message.miniProgram(program);
    }
    return message.build();
  }
}
