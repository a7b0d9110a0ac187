package io.notifyjava.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsSegmentsTest {

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "70,1", "71,2", "134,2", "135,3", "201,3", "202,4", "500,8"})
  void a_text_travels_in_one_part_up_to_70_and_in_parts_of_67_beyond(int characters, int parts) {
    assertThat(SmsSegments.of("中".repeat(characters)))
        .isEqualTo(SmsSegments.of("x".repeat(characters)))
        .isEqualTo(new SmsSegments(characters, parts));
  }

  @Test
  void a_character_outside_the_basic_plane_counts_two() {
    assertThat(SmsSegments.of("😀".repeat(35))).isEqualTo(new SmsSegments(70, 1));
    assertThat(SmsSegments.of("😀".repeat(36))).isEqualTo(new SmsSegments(72, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"示例", "【示例】", "[示例]"})
  void a_sign_name_counts_with_its_brackets(String signName) {
    assertThat(SmsSegments.of(signName, "x".repeat(66))).isEqualTo(new SmsSegments(70, 1));
    assertThat(SmsSegments.of(signName, "x".repeat(67))).isEqualTo(new SmsSegments(71, 2));
  }

  @Test
  void a_count_that_no_text_has_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SmsSegments(71, 1))
        .withMessage("A text of 71 characters cannot have 1 segments");
  }
}
