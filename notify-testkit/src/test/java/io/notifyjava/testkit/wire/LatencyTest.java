package io.notifyjava.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

  @Test
  void fixed_isAlwaysTheSame() {
    Latency latency = Latency.fixed(Duration.ofMillis(20));
    assertThat(draws(latency, 3)).containsExactly(20_000_000L, 20_000_000L, 20_000_000L);
    assertThat(draws(Latency.none(), 1)).containsExactly(0L);
  }

  @Test
  void logNormal_hasItsMedianAndTail() {
    long[] sorted = draws(Latency.logNormal(Duration.ofMillis(50), 0.5, 7), 20_001);
    Arrays.sort(sorted);
    assertThat(sorted[10_000] / 1e6).isCloseTo(50, within(2.0));
    // exp(0.5 * 2.326) = 3.2 times the median
    assertThat(sorted[19_800] / 1e6).isCloseTo(160, within(12.0));
    assertThat(sorted[0]).isPositive();
  }

  @Test
  void logNormal_withTheSameSeed_repeatsItself() {
    long[] first = draws(Latency.logNormal(Duration.ofMillis(50), 0.5, 7), 100);
    assertThat(draws(Latency.logNormal(Duration.ofMillis(50), 0.5, 7), 100)).isEqualTo(first);
    assertThat(draws(Latency.logNormal(Duration.ofMillis(50), 0.5, 8), 100)).isNotEqualTo(first);
  }

  @Test
  void parse_readsTheFormsOfTheCommandLine() {
    assertThat(Latency.parse("0", 1)).hasToString("fixed PT0S");
    assertThat(Latency.parse("20ms", 1)).hasToString("fixed PT0.02S");
    assertThat(Latency.parse("500us", 1)).hasToString("fixed PT0.0005S");
    assertThat(Latency.parse(" 2s ", 1)).hasToString("fixed PT2S");
    assertThat(Latency.parse("LogNormal:50ms,0.5", 1)).hasToString("log-normal PT0.05S, sigma 0.5");
  }

  @Test
  void parse_ofAnythingElse_namesTheForms() {
    for (String bad : new String[] {"", "20", "20 ms", "-1ms", "lognormal:50ms", "lognormal:5,1"}) {
      assertThatThrownBy(() -> Latency.parse(bad, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a latency is written as 0, 500us, 20ms, 2s or lognormal:50ms,0.5, but was \""
                  + bad
                  + "\"");
    }
    assertThatThrownBy(() -> Latency.fixed(Duration.ofMillis(-1)))
        .hasMessage("a latency lies between zero and one hour, but was PT-0.001S");
    assertThatThrownBy(() -> Latency.logNormal(Duration.ZERO, Double.NaN, 1))
        .hasMessage("sigma lies between 0 and 10, but was NaN");
  }

  private static long[] draws(Latency latency, int count) {
    return LongStream.range(0, count).map(i -> latency.nextNanos()).toArray();
  }
}
