package io.notifyjava.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.notifyjava.fixture.Note;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @Nested
  class ARecipient {

    @Test
    void hides_most_of_its_value() {
      assertThat(Recipient.openId("oABC_1234567890xyz")).hasToString("openid:oAB***yz");
    }

    @Test
    void hides_all_of_a_short_value() {
      assertThat(Recipient.openId("o-1")).hasToString("openid:***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u3000", "a\nb", "a\u0000"})
    void that_is_no_address_is_refused(String value) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Recipient.openId(value))
          .withMessageStartingWith("Recipient (openid) must not");
    }

    @Test
    void that_is_too_long_is_refused() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Recipient.openId("o".repeat(321)))
          .withMessage("Recipient (openid) must have at most 320 characters, but had 321");
    }
  }

  @ParameterizedTest
  @CsvSource({"short,***", "1234567890,123***90", "13800138000,138***00", "用户用户用户用户用户,用户用***用户"})
  void masking_keeps_enough_to_recognise_a_value(String value, String masked) {
    assertThat(Masking.middle(value)).isEqualTo(masked);
  }

  @Test
  void masking_never_cuts_a_character_in_two() {
    assertThat(Masking.middle("😀".repeat(10))).isEqualTo("😀😀😀***😀😀");
  }

  @Nested
  class AKey {

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ключ", "a\n"})
    void of_another_shape_is_refused(String value) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> IdempotencyKey.of(value))
          .withMessageStartingWith("Idempotency key must be 1 to 64 visible ASCII characters");
    }

    @Test
    void that_is_too_long_is_refused() {
      assertThatIllegalArgumentException().isThrownBy(() -> IdempotencyKey.of("k".repeat(65)));
      assertThat(IdempotencyKey.of("k".repeat(64)).value()).hasSize(64);
    }

    @Test
    void at_random_has_128_bits() {
      assertThat(IdempotencyKey.random(new Random(1)).value()).matches("[0-9a-f]{32}");
    }
  }

  @Nested
  class TheVariables {

    @Test
    void keep_their_order_and_take_no_null() {
      assertThat(Variables.of("b", "1").with("a", "2").names()).containsExactly("b", "a");
      Map<String, String> holed = new HashMap<>();
      holed.put("x", null);
      assertThatNullPointerException()
          .isThrownBy(() -> Variables.of(holed))
          .withMessage("value of variable x");
    }

    @Test
    void show_their_names_only() {
      assertThat(Variables.of("code", "1234")).hasToString("Variables[code]");
    }

    @Test
    void take_no_blank_name() {
      assertThatIllegalArgumentException().isThrownBy(() -> Variables.of(" ", "1"));
    }
  }

  @Nested
  class TheOptions {

    @Test
    void are_what_the_builder_was_told() {
      Instant deadline = Instant.parse("2026-11-21T08:00:00Z");
      MessageOptions options =
          Note.builder("o-1")
              .idempotencyKey("k")
              .deadline(deadline)
              .account("main")
              .correlationId("order-1")
              .deliveryMode(DeliveryMode.AT_LEAST_ONCE)
              .lane(Lane.URGENT)
              .tags(Map.of("campaign", "autumn"))
              .build()
              .options();

      assertThat(options.idempotencyKey()).contains(IdempotencyKey.of("k"));
      assertThat(options.deadline()).contains(deadline);
      assertThat(options.account()).contains("main");
      assertThat(options.correlationId()).contains("order-1");
      assertThat(options.deliveryMode()).contains(DeliveryMode.AT_LEAST_ONCE);
      assertThat(options.lane()).isEqualTo(Lane.URGENT);
      assertThat(options.tags()).containsEntry("campaign", "autumn");
      assertThat(Note.builder("o-2").options(options).build().options()).isEqualTo(options);
    }

    @Test
    void refuse_blank_and_over_long_texts() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Note.builder("o-1").account("\u200B"))
          .withMessage("account must not be blank");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Note.builder("o-1").correlationId("x".repeat(129)))
          .withMessage("correlationId must have at most 128 characters, but had 129");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Sms", "1sms", "a b"})
  void a_channel_has_a_plain_name(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Channel(name));
  }
}
