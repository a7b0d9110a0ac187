package io.notifyjava.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @ParameterizedTest
  @CsvSource({"500ms,PT0.5S", "10s,PT10S", "5m,PT5M", "2h,PT2H", "1d,PT24H", "PT1M30S,PT1M30S"})
  void a_time_is_read(String text, Duration expected) {
    assertThat(Values.duration(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "１０s", "10 years"})
  void what_is_no_time_is_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Values.duration(text))
        .withMessage("must be a time such as 500ms, 10s, 5m, 2h or PT10S, but was: " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1e3", "+1", "٣", "1.0", "99999999999"})
  void what_is_no_number_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Values.integer(text));
  }

  @Test
  void a_list_with_an_empty_part_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Values.list("a,,b"));
  }

  @Test
  void a_flag_is_true_or_false_and_nothing_else() {
    assertThat(Values.flag("TRUE")).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> Values.flag("yes"));
  }
}
