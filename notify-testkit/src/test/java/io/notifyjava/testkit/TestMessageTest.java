package io.notifyjava.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.message.Channel;
import io.notifyjava.message.IdempotencyKey;
import io.notifyjava.message.MessageOptions;
import io.notifyjava.message.Recipient;
import org.junit.jupiter.api.Test;

class TestMessageTest {

  @Test
  void saysHelloUnlessToldOtherwise() {
    TestMessage message = TestMessage.to("ann").build();

    assertThat(message.content()).isEqualTo("hello");
    assertThat(message.recipient()).isEqualTo(new Recipient("test", "ann"));
    assertThat(message.channel()).isEqualTo(new Channel("test"));
    assertThat(message.typeName()).isEqualTo("test-message");
    assertThat(message.options()).isEqualTo(MessageOptions.defaults());
  }

  @Test
  void carriesOptionsLikeEveryMessage() {
    TestMessage message = TestMessage.to("ann").content("hi").idempotencyKey("order-1").build();

    assertThat(message.options().idempotencyKey()).contains(IdempotencyKey.of("order-1"));
    assertThat(message).isNotEqualTo(TestMessage.of("ann", "hi"));
  }

  @Test
  void equalPartsMakeEqualMessages() {
    assertThat(TestMessage.of("ann", "hi"))
        .isEqualTo(TestMessage.to("ann").content("hi").build())
        .hasSameHashCodeAs(TestMessage.of("ann", "hi"))
        .isNotEqualTo(TestMessage.of("bob", "hi"));
  }

  @Test
  void toString_showsNeitherContentNorRecipient() {
    assertThat(TestMessage.of("ann-from-accounting", "the code is 4711").toString())
        .doesNotContain("4711", "ann-from-accounting")
        .contains("***(16)");
  }

  @Test
  void blankContent_isRefusedBySetterAndRecord() {
    assertThatThrownBy(() -> TestMessage.to("ann").content(" \u200B"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("content must not be blank");
    Recipient ann = new Recipient("test", "ann");
    assertThatThrownBy(() -> new TestMessage(ann, "x".repeat(10_001), MessageOptions.defaults()))
        .hasMessage("content must have at most 10000 characters, but had 10001");
  }
}
