package io.notifyjava.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.notifyjava.message.Channel;
import io.notifyjava.message.Recipient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerMessageTest {

  private static final String OPEN_ID = "oABC-1234567890_abcdefghijkl";

  private static CustomerMessage.Builder valid() {
    return CustomerMessage.to(OPEN_ID).text("Your parcel is here");
  }

  @Test
  void message_carriesWhatWasGiven() {
    CustomerMessage message = valid().kfAccount("test1@kftest").idempotencyKey("k").build();

    assertThat(message.channel()).isEqualTo(Channel.WECHAT);
    assertThat(message.typeName()).isEqualTo("wechat-customer");
    assertThat(message.recipient()).isEqualTo(Recipient.openId(OPEN_ID));
    assertThat(message.content()).isEqualTo(new TextContent("Your parcel is here"));
    assertThat(message.content().msgType()).isEqualTo("text");
    assertThat(message.kfAccount()).contains("test1@kftest");
    assertThat(message.toBuilder().build()).isEqualTo(message).hasSameHashCodeAs(message);
  }

  @Test
  void messagesThatDifferInOnePart_areNotEqual() {
    assertThat(valid().build())
        .isEqualTo(valid().build())
        .isNotEqualTo(valid().to("another").build())
        .isNotEqualTo(valid().text("another").build())
        .isNotEqualTo(valid().kfAccount("a@b").build())
        .isNotEqualTo(valid().account("a").build());
  }

  @Test
  void build_withNothing_namesEveryProblem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CustomerMessage.builder().build())
        .withMessage(
            "CustomerMessage has 2 problems:\n"
                + "- the recipient is missing; call to(openId)\n"
                + "- the content is missing; call text(text) or content(content)");
  }

  @Test
  void toString_showsNeitherTextNorOpenId() {
    assertThat(valid().kfAccount("agent@corp").build().toString())
        .contains("oAB***kl", "TextContent[***(19)]")
        .doesNotContain(OPEN_ID, "parcel", "agent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u200B\u3000", "half \uD83D"})
  void text_thatNobodyCanRead_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CustomerMessage.builder().text(text))
        .withMessageStartingWith("text must");
  }

  @Test
  void text_overOurOwnGuard_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TextContent("x".repeat(65_537)))
        .withMessage("text must have at most 65536 characters, but had 65537");
  }

  @Test
  void nulls_areRefusedInTheSetter() {
    CustomerMessage.Builder builder = CustomerMessage.builder();

    assertThatNullPointerException().isThrownBy(() -> builder.to(null)).withMessage("openId");
    assertThatNullPointerException().isThrownBy(() -> builder.text(null)).withMessage("text");
    assertThatNullPointerException().isThrownBy(() -> builder.content(null));
    assertThatNullPointerException().isThrownBy(() -> builder.kfAccount(null));
  }
}
