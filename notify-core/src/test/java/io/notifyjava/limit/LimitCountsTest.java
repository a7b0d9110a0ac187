package io.notifyjava.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitCountsTest {

  private static final Instant START = Instant.parse("2026-11-21T01:30:10.123456Z");
  private static final LimitBound TWO_A_MINUTE = new LimitBound(2, LimitWindow.minute());
  private static final LimitBound TWO_IN_TEN =
      new LimitBound(2, LimitWindow.rolling(Duration.ofSeconds(10)));

  /** What rows of the first version look like; it is read for ever. */
  private static final String FIRST_VERSION =
      """
      1
      calendar MINUTES Asia/Shanghai 1795224600000000 1795224660000000 2
      rolling PT10S hocqstjhz4 5yc1s
      """;

  @Test
  void text_says_what_was_counted() {
    LimitCounts counts = LimitCounts.empty();
    counts.take(TWO_A_MINUTE.window(), START);
    counts.take(TWO_IN_TEN.window(), START);
    counts.take(TWO_A_MINUTE.window(), START.plusSeconds(1));
    counts.take(TWO_IN_TEN.window(), START.plusSeconds(10));

    assertThat(counts.toText(START)).isEqualTo(FIRST_VERSION);
  }

  @Test
  void first_version_is_read() {
    LimitCounts counts = LimitCounts.parse(FIRST_VERSION);

    assertThat(counts.waitFor(TWO_A_MINUTE, START)).isEqualTo(Duration.parse("PT49.876544S"));
    assertThat(counts.waitFor(TWO_IN_TEN, START.plusSeconds(9))).isEqualTo(Duration.ofSeconds(1));
    assertThat(counts.toText(START)).isEqualTo(FIRST_VERSION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2\n",
        "1\nsomething\n",
        "1\ncalendar MINUTES Asia/Shanghai 1 2\n",
        "1\ncalendar WEEKS UTC 1 2 3\n",
        "1\ncalendar DAYS Mars/Base 1 2 3\n",
        "1\nrolling PT10S x!\n",
        "1\nrolling ten 1\n"
      })
  void other_texts_are_refused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LimitCounts.parse(text))
        .withMessageMatching("(?s)(Expected counts of version 1|The counts cannot be read).*");
  }

  @Test
  void nothing_is_read_as_empty() {
    assertThat(LimitCounts.parse("").toText(START)).isEqualTo("1\n");
  }

  @Test
  void windows_that_are_long_over_are_left_out() {
    LimitCounts counts = LimitCounts.parse(FIRST_VERSION);

    assertThat(counts.toText(START.plusSeconds(60))).contains("calendar").doesNotContain("rolling");
    assertThat(counts.toText(START.plusSeconds(120))).isEqualTo("1\n");
  }

  @Test
  void counts_that_are_written_and_read_between_steps_are_those_that_were_not() {
    List<LimitBound> bounds =
        List.of(
            TWO_A_MINUTE,
            TWO_IN_TEN,
            new LimitBound(5, LimitWindow.day(ZoneId.of("Europe/Berlin"))),
            new LimitBound(3, LimitWindow.rolling(Duration.ofMillis(1_500))));
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      LimitCounts kept = LimitCounts.empty();
      LimitCounts written = LimitCounts.empty();
      List<Long> marks = new ArrayList<>();
      Instant now = START;
      for (int step = 0; step < 300; step++) {
        now = now.plusMillis(random.nextInt(4_000) - 200);
        LimitBound bound = bounds.get(random.nextInt(bounds.size()));
        assertThat(written.waitFor(bound, now))
            .as("seed %s, step %s", seed, step)
            .isEqualTo(kept.waitFor(bound, now));
        if (random.nextInt(3) > 0) {
          long mark = kept.take(bound.window(), now);
          assertThat(written.take(bound.window(), now)).isEqualTo(mark);
          marks.add(mark);
        } else if (!marks.isEmpty()) {
          long mark = marks.remove(random.nextInt(marks.size()));
          kept.giveBack(bound.window(), mark);
          written.giveBack(bound.window(), mark);
        }
        written = LimitCounts.parse(written.toText(now));
      }
    }
  }
}
