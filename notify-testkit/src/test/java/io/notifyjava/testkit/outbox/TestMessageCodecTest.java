package io.notifyjava.testkit.outbox;

import io.notifyjava.outbox.MessageCodec;
import io.notifyjava.testkit.TestMessage;
import io.notifyjava.testkit.TestMessageCodec;
import io.notifyjava.testkit.contract.MessageCodecContract;
import java.util.Map;

class TestMessageCodecTest extends MessageCodecContract<TestMessage> {

  @Override
  protected MessageCodec<TestMessage> codec() {
    return new TestMessageCodec();
  }

  @Override
  protected Map<String, TestMessage> samples() {
    return Map.of("any", TestMessage.of("somebody", "line one\nline = two\r\\n 中文 \uD83D\uDE00"));
  }
}
