package io.notifyjava.testkit;

import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.outbox.StoredFields;

/**
 * Keeps test messages, so that they can go through an outbox. Found by {@code ServiceLoader}.
 *
 * @since 0.1.0
 */
public final class TestMessageCodec implements MessageCodec<TestMessage> {

  /** For {@code ServiceLoader}. */
  public TestMessageCodec() {}

  @Override
  public Class<TestMessage> messageType() {
    return TestMessage.class;
  }

  @Override
  public String type() {
    return TestMessage.TYPE;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public StoredFields write(TestMessage message) {
    return StoredFields.builder()
        .put("kind", message.recipient().kind())
        .put("recipient", message.recipient().value())
        .put("content", message.content())
        .build();
  }

  @Override
  public TestMessage read(StoredFields fields, int version, MessageOptions options) {
    return new TestMessage(
        new Recipient(fields.get("kind"), fields.get("recipient")), fields.get("content"), options);
  }
}
