package io.notifyjava.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Odd is under way; the number is another one for each read or write. */
class StallsTest {

  private final Stalls.Counter counter = new Stalls.Counter();

  @Test
  void what_is_under_way_for_as_long_as_it_may_last_is_found() {
    assertThat(counter.lasts(1, 100, 50)).isFalse();
    assertThat(counter.lasts(1, 149, 50)).isFalse();
    assertThat(counter.lasts(1, 150, 50)).isTrue();
    assertThat(counter.lasts(1, 151, 50)).isTrue();
  }

  @Test
  void another_one_begins_anew() {
    assertThat(counter.lasts(1, 100, 50)).isFalse();
    assertThat(counter.lasts(3, 149, 50)).isFalse();
    assertThat(counter.lasts(3, 198, 50)).isFalse();
    assertThat(counter.lasts(3, 199, 50)).isTrue();
  }

  @Test
  void rest_may_last() {
    assertThat(counter.lasts(0, 100, 50)).isFalse();
    assertThat(counter.lasts(0, 1_000, 50)).isFalse();
    assertThat(counter.lasts(2, 2_000, 50)).isFalse();
    assertThat(counter.lasts(2, 3_000, 50)).isFalse();
  }

  @Test
  void time_may_pass_the_end_of_the_numbers() {
    assertThat(counter.lasts(1, Long.MAX_VALUE - 10, 50)).isFalse();
    assertThat(counter.lasts(1, Long.MIN_VALUE + 20, 50)).isFalse();
    assertThat(counter.lasts(1, Long.MIN_VALUE + 40, 50)).isTrue();
  }
}
