package io.notifyjava.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.limit.LimitVerdict.Full;
import io.notifyjava.limit.LimitVerdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryLimitStoreTest {

  /** Five past midnight in Shanghai. */
  private static final Instant START = Instant.parse("2026-11-20T16:05:00Z");

  private static final LimitBound ONE_A_MINUTE = new LimitBound(1, LimitWindow.minute());
  private static final LimitBound TWO_IN_TEN =
      new LimitBound(2, LimitWindow.rolling(Duration.ofSeconds(10)));

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong ids = new AtomicLong();
  private Instant now = START;
  private MemoryLimitStore store =
      MemoryLimitStore.builder().ticker(nanos::get).maxKeys(10).build();

  private void pass(Duration time) {
    now = now.plus(time);
    nanos.addAndGet(time.toNanos());
  }

  private LimitClaim claim(String key, LimitBound... bounds) {
    return new LimitClaim(
        "c" + ids.incrementAndGet(),
        now,
        List.of(new LimitClaim.Demand("test", key, List.of(bounds))));
  }

  private LimitVerdict reserve(LimitClaim claim) {
    return store.reserve(List.of(claim)).get(0);
  }

  private LimitVerdict reserve(String key, LimitBound... bounds) {
    return reserve(claim(key, bounds));
  }

  private static Duration retryAfter(LimitVerdict verdict) {
    assertThat(verdict).isInstanceOf(Refused.class);
    return ((Refused) verdict).retryAfter();
  }

  @Nested
  class ACalendarWindow {

    @Test
    void has_room_again_when_the_next_begins_and_not_a_period_after_the_first() {
      pass(Duration.ofSeconds(50));
      assertThat(reserve("a", ONE_A_MINUTE)).isEqualTo(LimitVerdict.granted());
      assertThat(retryAfter(reserve("a", ONE_A_MINUTE))).isEqualTo(Duration.ofSeconds(10));
      pass(Duration.ofSeconds(10));

      assertThat(reserve("a", ONE_A_MINUTE)).isEqualTo(LimitVerdict.granted());
    }

    @Test
    void of_a_day_ends_at_the_vendors_midnight() {
      LimitBound oneADay = new LimitBound(1, LimitWindow.day());
      reserve("a", oneADay);

      assertThat(retryAfter(reserve("a", oneADay))).isEqualTo(Duration.ofHours(23).plusMinutes(55));
      pass(Duration.ofHours(23).plusMinutes(55).minusMillis(1));
      assertThat(reserve("a", oneADay)).isInstanceOf(Refused.class);
      pass(Duration.ofMillis(1));
      assertThat(reserve("a", oneADay)).isEqualTo(LimitVerdict.granted());
    }

    @Test
    void is_not_opened_anew_by_a_clock_that_is_set_back_a_little() {
      reserve("a", ONE_A_MINUTE);
      now = START.minusSeconds(1);

      assertThat(retryAfter(reserve("a", ONE_A_MINUTE))).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void does_not_stay_used_up_when_the_clock_was_far_ahead() {
      now = START.plus(Duration.ofDays(365));
      reserve("a", ONE_A_MINUTE);
      now = START;

      assertThat(reserve("a", ONE_A_MINUTE)).isEqualTo(LimitVerdict.granted());
    }

    @Test
    void does_not_take_back_what_an_earlier_one_gave() {
      LimitClaim first = claim("a", ONE_A_MINUTE);
      reserve(first);
      pass(Duration.ofMinutes(1));
      reserve("a", ONE_A_MINUTE);
      store.release(List.of(first));

      assertThat(reserve("a", ONE_A_MINUTE)).isInstanceOf(Refused.class);
    }
  }

  @Nested
  class ARollingWindow {

    @Test
    void has_room_again_when_its_oldest_is_as_old_as_it_is_long() {
      reserve("a", TWO_IN_TEN);
      pass(Duration.ofSeconds(4));
      reserve("a", TWO_IN_TEN);

      assertThat(retryAfter(reserve("a", TWO_IN_TEN))).isEqualTo(Duration.ofSeconds(6));
      pass(Duration.ofSeconds(6));
      assertThat(reserve("a", TWO_IN_TEN)).isEqualTo(LimitVerdict.granted());
      assertThat(retryAfter(reserve("a", TWO_IN_TEN))).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void does_not_stay_used_up_when_the_clock_was_far_ahead() {
      now = START.plus(Duration.ofDays(365));
      reserve("a", TWO_IN_TEN);
      reserve("a", TWO_IN_TEN);
      now = START;

      assertThat(reserve("a", TWO_IN_TEN)).isEqualTo(LimitVerdict.granted());
    }

    @Test
    void counts_an_instant_a_little_before_the_newest_as_the_newest() {
      LimitBound twoASecond = new LimitBound(2, LimitWindow.second());
      now = START.plusSeconds(3);
      reserve("a", twoASecond);
      now = START;
      assertThat(reserve("a", twoASecond)).isEqualTo(LimitVerdict.granted());
      assertThat(retryAfter(reserve("a", twoASecond))).isEqualTo(Duration.ofSeconds(4));
      now = START.plusMillis(3_500);

      assertThat(retryAfter(reserve("a", twoASecond))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void counts_what_came_out_of_order() {
      pass(Duration.ofSeconds(5));
      reserve("a", TWO_IN_TEN);
      now = START.plusSeconds(1);
      reserve("a", TWO_IN_TEN);
      now = START.plusSeconds(5);

      assertThat(retryAfter(reserve("a", TWO_IN_TEN))).isEqualTo(Duration.ofSeconds(6));
    }
  }

  @Nested
  class WhenFull {

    private void fill() {
      for (int i = 0; i < 10; i++) {
        assertThat(reserve("k" + i, ONE_A_MINUTE)).isEqualTo(LimitVerdict.granted());
      }
    }

    @Test
    void refuses_a_new_key_and_still_counts_the_known_ones() {
      fill();

      assertThat(reserve("new", ONE_A_MINUTE))
          .isEqualTo(
              new Full(
                  "The memory of limits counts 10 keys, its maxKeys; give it room for more, use a"
                      + " shared store, or choose whenFull(OPEN)"));
      assertThat(reserve("k3", ONE_A_MINUTE)).isInstanceOf(Refused.class);
    }

    @Test
    void has_room_when_the_windows_of_others_are_over() {
      fill();
      pass(Duration.ofMinutes(3));

      assertThat(reserve("new", ONE_A_MINUTE)).isEqualTo(LimitVerdict.granted());
    }

    @Test
    void forgets_others_if_it_was_told_to_stay_open() {
      store =
          MemoryLimitStore.builder().ticker(nanos::get).maxKeys(10).whenFull(FailMode.OPEN).build();
      for (int i = 0; i < 10_000; i++) {
        assertThat(reserve("k" + i, ONE_A_MINUTE)).isEqualTo(LimitVerdict.granted());
      }

      assertThat(store.toString()).isEqualTo("MemoryLimitStore[10 keys]");
    }

    @Test
    void keeps_a_key_until_its_longest_window_is_over() {
      LimitBound tenADay = new LimitBound(1, LimitWindow.rolling(Duration.ofHours(24)));
      reserve("a", new LimitBound(5, LimitWindow.minute()), tenADay);
      pass(Duration.ofHours(24).minusSeconds(1));
      for (int i = 0; i < 9; i++) {
        reserve("k" + i, ONE_A_MINUTE);
      }

      assertThat(reserve("a", tenADay)).isInstanceOf(Refused.class);
    }

    @Test
    void the_number_of_keys_has_a_range() {
      assertThatThrownBy(() -> MemoryLimitStore.builder().maxKeys(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("maxKeys must be 1 to 100000000, but was 0");
    }
  }

  @Test
  void a_bound_that_was_lowered_counts_what_was_let_pass_before() {
    LimitWindow window = LimitWindow.rolling(Duration.ofSeconds(10));
    for (int i = 0; i < 5; i++) {
      reserve("a", new LimitBound(5, window));
      pass(Duration.ofSeconds(1));
    }

    assertThat(retryAfter(reserve("a", new LimitBound(2, window))))
        .as("until the fourth of five is old enough")
        .isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void of_several_bounds_the_longest_wait_is_told() {
    LimitBound twoAnHour = new LimitBound(2, LimitWindow.hour());
    reserve("a", ONE_A_MINUTE, twoAnHour);
    assertThat(retryAfter(reserve("a", ONE_A_MINUTE, twoAnHour))).isEqualTo(Duration.ofMinutes(1));
    pass(Duration.ofMinutes(1));
    reserve("a", ONE_A_MINUTE, twoAnHour);

    Refused refused = (Refused) reserve("a", ONE_A_MINUTE, twoAnHour);

    assertThat(refused.bound()).isEqualTo(twoAnHour);
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMinutes(54));
  }

  @Test
  void what_nobody_settles_stays_counted() {
    reserve("a", ONE_A_MINUTE);

    assertThat(reserve("a", ONE_A_MINUTE)).isInstanceOf(Refused.class);
  }
}
