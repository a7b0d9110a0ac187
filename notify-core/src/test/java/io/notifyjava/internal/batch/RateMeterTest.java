package io.notifyjava.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateMeterTest {

  private static final long SECOND = 1_000_000_000;

  private final RateMeter meter = new RateMeter();

  @Test
  void a_steady_rate_is_told_from_the_first_second_on() {
    for (int i = 1; i <= 10_000; i++) {
      meter.count(i * SECOND / 100);
      if (i >= 100 && i % 37 == 0) {
        assertThat(meter.perSecond(i * SECOND / 100)).isCloseTo(100, within(1.1));
      }
    }
  }

  @Test
  void what_is_older_than_five_seconds_is_forgotten() {
    for (int i = 0; i < 1_000; i++) {
      meter.count(SECOND);
    }

    assertThat(meter.perSecond(5 * SECOND)).isCloseTo(204, within(5.0));
    assertThat(meter.perSecond(6 * SECOND)).isZero();
    assertThat(meter.perSecond(60 * 60 * SECOND)).isZero();
  }

  @Test
  void a_change_of_rate_is_followed_within_five_seconds() {
    for (int i = 0; i < 1_000; i++) {
      meter.count(i * SECOND / 100);
    }
    for (int i = 0; i < 50; i++) {
      meter.count(10 * SECOND + i * SECOND / 10);
    }

    assertThat(meter.perSecond(15 * SECOND)).isCloseTo(10, within(0.5));
  }

  @Test
  void nothing_yet_is_no_rate() {
    assertThat(meter.perSecond(0)).isZero();
    meter.count(0);
    assertThat(meter.perSecond(0)).isZero();
    assertThat(meter.perSecond(1)).isPositive().isFinite();
  }
}
