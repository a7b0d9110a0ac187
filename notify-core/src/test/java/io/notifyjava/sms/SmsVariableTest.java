package io.notifyjava.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsVariableTest {

  private final SmsVariable code = SmsVariable.of("code");

  @Test
  void takes_what_every_vendor_can_carry_by_default() {
    assertThat(code.isRequired()).isTrue();
    assertThat(code.maxLength()).isEqualTo(500);
    assertThat(code.problems("中".repeat(500))).isEmpty();
    assertThat(code.problems("a line\nand\tanother 😀")).isEmpty();
    assertThat(code.problems("x".repeat(501)))
        .containsExactly("must have at most 500 characters, but had 501; shorten the value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "\u3000", "\u200b"})
  void a_value_that_nobody_can_see_is_refused(String value) {
    assertThat(code.problems(value))
        .containsExactly("must not be blank, for vendors refuse that; give a value");
  }

  @Test
  void a_pattern_is_about_the_whole_value() {
    SmsVariable digits = code.withPattern("[0-9]{4,6}");

    assertThat(digits.problems("123456")).isEmpty();
    assertThat(digits.problems("1234 ")).hasSize(1);
    assertThat(digits.problems("a1234b"))
        .containsExactly("must match [0-9]{4,6}, but does not; correct the value");
  }

  @Test
  void a_pattern_is_not_tried_on_a_value_that_is_too_long_anyway() {
    SmsVariable costly = code.withPattern("(a+)+").withMaxLength(4);

    assertThat(costly.problems("a".repeat(40) + "!"))
        .containsExactly("must have at most 4 characters, but had 41; shorten the value");
  }

  @Test
  void a_forbidden_character_is_named() {
    SmsVariable text = code.withForbidden("<>。😀");

    assertThat(text.problems("a, b")).isEmpty();
    assertThat(text.problems("a<b>"))
        .containsExactly("must not hold '<' (U+003C); take it out of the value");
    assertThat(text.problems("好。"))
        .containsExactly("must not hold '。' (U+3002); take it out of the value");
    assertThat(text.problems("😁")).isEmpty();
    assertThat(text.problems("😀"))
        .containsExactly("must not hold '😀' (U+1F600); take it out of the value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000", "a\u001b[31m", "a\ud83d", "\ude00a"})
  void a_value_without_a_proper_form_in_utf8_or_with_controls_is_refused(String value) {
    assertThat(code.problems(value)).singleElement().asString().startsWith("must not hold U+");
  }

  @Test
  void every_broken_rule_is_told() {
    assertThat(code.withMaxLength(3).withForbidden("<").problems("<tag>"))
        .containsExactly(
            "must have at most 3 characters, but had 5; shorten the value",
            "must not hold '<' (U+003C); take it out of the value");
  }

  @Test
  void rules_that_are_none_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SmsVariable.of("a.b"))
        .withMessage(
            "Variable name must be 1 to 64 characters: letters, digits, _ and -, beginning with a letter or _; but was: a.b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.withMaxLength(501))
        .withMessage("maxLength must be 1 to 500, but was 501");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.withMaxLength(0))
        .withMessage("maxLength must be 1 to 500, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.withPattern("[0-9"))
        .withMessageStartingWith("pattern must be a regular expression, but at index 3 of [0-9: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.withForbidden(""))
        .withMessage("forbidden must name at least one character");
  }

  @Test
  void is_compared_by_value() {
    assertThat(code.withPattern("a").withMaxLength(3))
        .isEqualTo(SmsVariable.of("code").withMaxLength(3).withPattern("a"))
        .hasSameHashCodeAs(SmsVariable.of("code").withMaxLength(3).withPattern("a"))
        .isNotEqualTo(code);
    assertThat(code.withDefault("a")).isNotEqualTo(code.optional());
  }
}
