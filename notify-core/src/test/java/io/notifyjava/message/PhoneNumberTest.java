package io.notifyjava.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

  private static final String REMEDY =
      ". Write + with country code and number, digits only, or the 11 digits of a mainland mobile"
          + " number";

  @ParameterizedTest
  @ValueSource(strings = {"+8613800138000", "13800138000", "8613800138000", "008613800138000"})
  void a_mainland_mobile_number_is_taken_with_and_without_its_country_code(String text) {
    PhoneNumber number = PhoneNumber.of(text);

    assertThat(number.e164()).isEqualTo("+8613800138000");
    assertThat(number.isMainlandMobile()).isTrue();
    assertThat(number.national()).isEqualTo("13800138000");
    assertThat(number.digits()).isEqualTo("8613800138000");
    assertThat(number).isEqualTo(PhoneNumber.of("13800138000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"13", "14", "15", "16", "17", "18", "19"})
  void every_documented_beginning_is_a_mobile_number(String beginning) {
    assertThat(PhoneNumber.of(beginning + "900000000").isMainlandMobile()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+85260000000", "+12025550123", "+6834000", "+123456789012345"})
  void a_number_of_another_country_needs_its_plus(String text) {
    PhoneNumber number = PhoneNumber.of(text);

    assertThat(number.e164()).isEqualTo(text);
    assertThat(number.isMainlandMobile()).isFalse();
    assertThat(number.digits()).isEqualTo(text.substring(1));
  }

  @Test
  void a_number_of_another_country_has_no_national_form() {
    assertThatIllegalStateException()
        .isThrownBy(() -> PhoneNumber.of("+85260000000").national())
        .withMessage(
            "Only a mainland number has a national form here, but this is +85***00; ask isMainlandMobile() first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "''|***|it is blank",
        "'\u3000'|***|it is blank",
        " 13800138000| 13***00|it holds a blank",
        "138 0013 8000|138***00|it holds a blank",
        "138\u00a00013\u00a08000|138***00|it holds a blank",
        "138-0013-8000|138***00|it holds a hyphen",
        "１３８００１３８０００|１３８***００|it holds a digit other than 0 to 9, such as a full-width one",
        "١٣٨٠٠١٣٨٠٠٠|١٣٨***٠٠|it holds a digit other than 0 to 9, such as a full-width one",
        "(138)00138000|(13***00|it holds a character that is not a digit",
        "13800138000,13800138001|138***01|it holds a character that is not a digit",
        "++8613800138000|++8***00|it holds a character that is not a digit",
        "alice@example.com|ali***om|it holds a character that is not a digit",
        "+|***|it holds no digit",
        "0085260000000|008***00|it begins with 00 where + belongs",
        "12800138000|128***00|no mainland mobile number begins like this; those begin with 13 to 19",
        "1380013800|138***00|it has no country code, and is no mainland mobile number",
        "138001380001|138***01|it has no country code, and is no mainland mobile number",
        "85260000000|852***00|it has no country code, and is no mainland mobile number",
        "10086|***|it has no country code, and is no mainland mobile number",
        "+0123456789|+01***89|no country code begins with 0",
        "+1234567890123456|+12***56|it has 16 digits, and E.164 allows 15",
        "+861280013800|+86***00|with country code 86 it must be a mobile number: 1, then 3 to 9, then 9 digits",
        "+862088888888|+86***88|with country code 86 it must be a mobile number: 1, then 3 to 9, then 9 digits",
        "+85210|***|it is too short to be a number with its country code",
      })
  void anything_else_is_refused_with_the_reason_and_the_number_masked(
      String text, String shown, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PhoneNumber.of(text))
        .withMessage("Phone number " + shown + " is refused: " + reason + REMEDY);
  }

  @Test
  void a_text_that_would_break_a_log_line_is_not_shown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PhoneNumber.of("13800138000\nERROR forged"))
        .withMessageStartingWith("Phone number *** is refused: it holds a blank.");
  }

  @Test
  void the_record_takes_no_other_form_than_its_own() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PhoneNumber("13800138000"))
        .withMessageStartingWith("Phone number 138***00 is refused");
    assertThatNullPointerException().isThrownBy(() -> PhoneNumber.of(null)).withMessage("phone");
  }

  @Test
  void is_shown_masked() {
    assertThat(PhoneNumber.of("+8613800138000")).hasToString("+86***00");
  }

  /** The rules as they would be written down, beside the loops that are fast. */
  @Test
  void any_text_is_taken_or_refused_as_the_written_rules_say() {
    Pattern mainland = Pattern.compile("(?:\\+86|0086|86)?(1[3-9][0-9]{9})");
    Pattern other = Pattern.compile("\\+(?!86)[1-9][0-9]{6,14}");
    SplittableRandom random = new SplittableRandom(11);
    String[] beginnings = {"", "+86", "86", "0086", "+", "+1", "+8", "0"};
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder(beginnings[random.nextInt(beginnings.length)]);
      int digits = 5 + random.nextInt(12);
      for (int digit = 0; digit < digits; digit++) {
        text.append(random.nextInt(60) == 0 ? '\uFF11' : (char) ('0' + random.nextInt(10)));
      }
      Matcher number = mainland.matcher(text);
      String expected =
          number.matches()
              ? "+86" + number.group(1)
              : other.matcher(text).matches() ? text.toString() : "refused";

      assertThat(taken(text.toString())).as(text.toString()).isEqualTo(expected);
    }
  }

  private static String taken(String text) {
    try {
      return PhoneNumber.of(text).e164();
    } catch (IllegalArgumentException e) {
      return "refused";
    }
  }
}
