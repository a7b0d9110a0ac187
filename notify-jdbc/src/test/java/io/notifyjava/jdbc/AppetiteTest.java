package io.notifyjava.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppetiteTest {

  private final Appetite appetite = new Appetite();

  @Test
  void fewAreAskedForAtFirst_andAnyNumberOfSmallOnesThen() {
    assertThat(appetite.most()).isEqualTo(16);
    appetite.read(16, 16 * 300, 64 << 20);
    assertThat(appetite.most()).isGreaterThan(10_000);
    appetite.read(1, 0, Long.MAX_VALUE);
    assertThat(appetite.most()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void ofLargeOnes_twiceAsManyAsHaveRoom_butNeverFewerThanFour() {
    appetite.read(16, 16 * 12_000_000L, 64 << 20);
    assertThat(appetite.most()).isEqualTo(10);
    appetite.read(10, 160_000_000, 1_000);
    assertThat(appetite.most()).isEqualTo(4);
  }

  @Test
  void afterAFailure_perhapsForTheirSize_fewAreAskedForAgain() {
    appetite.read(16, 16 * 300, 64 << 20);
    appetite.failed();
    assertThat(appetite.most()).isEqualTo(8);
  }
}
