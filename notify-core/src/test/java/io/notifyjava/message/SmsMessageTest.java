package io.notifyjava.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsMessageTest {

  private final SmsMessage message =
      SmsMessage.to("13800138000")
          .template("captcha")
          .with("code", "1234")
          .with("minutes", "5")
          .extendCode("07")
          .account("main")
          .build();

  @Test
  void says_whom_it_is_for_and_what_it_says() {
    assertThat(message.phone()).isEqualTo(PhoneNumber.of("+8613800138000"));
    assertThat(message.recipient()).isEqualTo(new Recipient("phone", "+8613800138000"));
    assertThat(message.channel()).isEqualTo(Channel.SMS);
    assertThat(message.typeName()).isEqualTo("sms");
    assertThat(message.template()).isEqualTo("captcha");
    assertThat(message.variables().asMap())
        .containsExactly(Map.entry("code", "1234"), Map.entry("minutes", "5"));
    assertThat(message.extendCode()).contains("07");
    assertThat(message.options().account()).contains("main");
  }

  @Test
  void one_number_written_in_two_ways_is_one_recipient() {
    assertThat(SmsMessage.to("+8613800138000").template("a").build())
        .isEqualTo(SmsMessage.to("13800138000").template("a").build())
        .hasSameHashCodeAs(SmsMessage.to("008613800138000").template("a").build());
  }

  @Test
  void is_compared_by_everything_it_holds() {
    assertThat(message.toBuilder().build()).isEqualTo(message).hasSameHashCodeAs(message);
    assertThat(message.toBuilder().phone(PhoneNumber.of("13800138001")).build())
        .isNotEqualTo(message);
    assertThat(message.toBuilder().template("other").build()).isNotEqualTo(message);
    assertThat(message.toBuilder().with("code", "4321").build()).isNotEqualTo(message);
    assertThat(message.toBuilder().extendCode("08").build()).isNotEqualTo(message);
    assertThat(message.toBuilder().lane(Lane.URGENT).build()).isNotEqualTo(message);
  }

  @Test
  void a_builder_that_is_used_again_does_not_change_what_it_built() {
    SmsMessage.Builder builder = SmsMessage.to("13800138000").template("a").with("code", "1");
    SmsMessage first = builder.build();

    builder.with("code", "2").build();

    assertThat(first.variables().get("code")).contains("1");
  }

  @Test
  void shows_neither_number_nor_values() {
    assertThat(message.toString())
        .startsWith("SmsMessage[phone=+86***00, template=captcha, variables=[code, minutes]")
        .doesNotContain("13800138000", "1234");
  }

  @Test
  void a_text_that_is_no_number_is_refused_at_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmsMessage.to("138 0013 8000"))
        .withMessageStartingWith("Phone number 138***00 is refused: it holds a blank.");
  }

  @Test
  void without_number_or_template_is_refused_with_what_to_write() {
    String text =
        "An SmsMessage needs a phone number and a template: SmsMessage.to(phone).template(name)";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmsMessage.to("13800138000").build())
        .withMessage(text);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmsMessage.builder().template("captcha").build())
        .withMessage(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a1", "１", "123456789012345678901", " 1"})
  void an_extend_code_is_digits_only(String digits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmsMessage.to("13800138000").extendCode(digits))
        .withMessage(
            "extendCode must be 1 to 20 digits, but had " + digits.length() + " characters");
  }

  @Test
  void values_have_a_name_and_are_not_null() {
    SmsMessage.Builder builder = SmsMessage.to("13800138000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.with(" ", "1"))
        .withMessage("Variable name must not be blank");
    assertThatNullPointerException()
        .isThrownBy(() -> builder.with("code", null))
        .withMessage("value of variable code");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.template("x".repeat(65)))
        .withMessage("template must have at most 64 characters, but had 65");
  }
}
