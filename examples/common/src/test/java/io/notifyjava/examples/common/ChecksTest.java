package io.notifyjava.examples.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {

  @ParameterizedTest
  @CsvSource({"0%,0", "30%,0.3", "0.3,0.3", "100%,1", "1,1"})
  void a_share_is_a_percentage_or_a_fraction(String text, double share) {
    assertThat(Checks.share("--x", text)).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "eleven", "101%", "-1", "NaN"})
  void anything_else_is_told_with_the_option(String text) {
    assertThatThrownBy(() -> Checks.share("--x", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--x must be a share such as 30% or 0.3, but was " + text);
  }

  @Test
  void a_number_out_of_bounds_is_one_problem_among_others() {
    List<String> problems = new ArrayList<>();

    Checks.between("--a", 1, 1, 2, problems);
    Checks.between("--b", 2, 1, 2, problems);
    Checks.between("--c", 3, 1, 2, problems);

    assertThat(problems).containsExactly("--c must be 1 to 2, but was 3");
  }
}
