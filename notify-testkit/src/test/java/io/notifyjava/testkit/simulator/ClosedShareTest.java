package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClosedShareTest {

  private static long picked(ClosedShare share, int from, int count) {
    return IntStream.range(from, from + count).filter(i -> share.test("user-" + i)).count();
  }

  @Test
  void ofNumberedIdsFromZero_exactlyTheShareIsPicked() {
    for (double share : new double[] {0, 0.000001, 0.1, 0.29, 0.3, 1.0 / 3, 0.5, 0.99, 1}) {
      for (int count : new int[] {1, 7, 10, 100, 10_000}) {
        long expected = Math.round(share * 1_000_000) * count / 1_000_000;
        assertThat(picked(new ClosedShare(share), 0, count))
            .as("%s of %s", share, count)
            .isEqualTo(expected);
      }
    }
    assertThat(picked(new ClosedShare(0.29), 0, 100)).as("no floating-point slip").isEqualTo(29);
  }

  @Test
  void ofNumberedIdsFromAnywhere_atMostOneMoreOrLessIsPicked() {
    ClosedShare share = new ClosedShare(0.37);
    for (int from = 1; from < 200; from++) {
      assertThat(picked(share, from, 1_000)).isCloseTo(370, within(1L));
    }
    assertThat(picked(new ClosedShare(0.3), 1, 10_000)).isEqualTo(3_000);
  }

  @Test
  void zerosInFront_makeNoDifference() {
    ClosedShare half = new ClosedShare(0.5);
    for (int i = 0; i < 100; i++) {
      assertThat(half.test(String.format("o%08d", i))).isEqualTo(half.test("o" + i));
    }
  }

  @Test
  void ofOtherIds_aboutTheShareIsPicked_theSameEveryTime() {
    SplittableRandom random = new SplittableRandom(1);
    ClosedShare share = new ClosedShare(0.3);
    int picked = 0;
    for (int i = 0; i < 20_000; i++) {
      String openId = "o" + Long.toUnsignedString(random.nextLong(), 36) + "x";
      picked += share.test(openId) ? 1 : 0;
      assertThat(new ClosedShare(0.3).test(openId)).isEqualTo(share.test(openId));
    }
    assertThat(picked).isCloseTo(6_000, within(250));
  }

  @Test
  void longDigits_andOddIds_areNoProblem() {
    ClosedShare none = new ClosedShare(0);
    ClosedShare all = new ClosedShare(1);
    for (String openId : new String[] {"", "9".repeat(64), "o-", "123456789012", "0"}) {
      assertThat(none.test(openId)).isFalse();
      assertThat(all.test(openId)).isTrue();
    }
  }

  @Test
  void shareOutOfRange_isRefused() {
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new ClosedShare(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a share lies between 0 and 1, but was " + bad);
    }
  }
}
