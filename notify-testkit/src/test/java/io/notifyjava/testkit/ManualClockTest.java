package io.notifyjava.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class ManualClockTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private final ManualClock clock = new ManualClock();

  @Test
  void standsStillUntilItIsMoved() {
    LongSupplier ticker = clock.ticker();

    assertThat(clock.instant()).isEqualTo(ManualClock.START).isEqualTo(clock.instant());
    assertThat(clock.millis()).isEqualTo(ManualClock.START.toEpochMilli());
    assertThat(ticker.getAsLong()).isZero();
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
  }

  @Test
  void advance_movesWallClockAndTicker() {
    LongSupplier ticker = clock.ticker();

    clock.advance(Duration.ofSeconds(90));

    assertThat(clock.instant()).isEqualTo(ManualClock.START.plusSeconds(90));
    assertThat(ticker.getAsLong()).isEqualTo(90_000_000_000L);
  }

  @Test
  void jump_movesTheWallClockAloneAndBackwardsToo() {
    clock.jump(Duration.ofHours(-1));

    assertThat(clock.instant()).isEqualTo(ManualClock.START.minusSeconds(3600));
    assertThat(clock.ticker().getAsLong()).isZero();
  }

  @Test
  void set_movesTheWallClockAlone() {
    clock.advance(Duration.ofMillis(5));
    clock.set(Instant.EPOCH);

    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    assertThat(clock.ticker().getAsLong()).isEqualTo(5_000_000L);
  }

  @Test
  void at_beginsAtAnInstantWithTheTickerAtZero() {
    ManualClock other = ManualClock.at(Instant.EPOCH);

    assertThat(other.instant()).isEqualTo(Instant.EPOCH);
    assertThat(other.ticker().getAsLong()).isZero();
  }

  @Test
  void advance_backwards_isRefusedAndSaysWhatToDo() {
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Elapsed time never runs backwards, but advance was given PT-1S;"
                + " use jump to set the wall clock back");
    assertThat(clock.instant()).isEqualTo(ManualClock.START);
  }

  @Test
  void withZone_showsTheSameTimeInAnotherZone() {
    ManualClock there = clock.withZone(SHANGHAI);

    clock.advance(Duration.ofDays(1));

    assertThat(there.getZone()).isEqualTo(SHANGHAI);
    assertThat(there.instant()).isEqualTo(clock.instant());
    assertThat(there.ticker().getAsLong()).isEqualTo(clock.ticker().getAsLong());
    assertThat(there).isNotEqualTo(clock).isEqualTo(clock.withZone(SHANGHAI));
    assertThat(there).hasSameHashCodeAs(clock.withZone(SHANGHAI));
    assertThat(new ManualClock()).isNotEqualTo(clock);
    assertThat(there).hasToString("ManualClock[2026-01-02T00:00:00Z, Asia/Shanghai]");
  }

  @Test
  void advancesOfManyThreadsAreAllCounted() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    for (int thread = 0; thread < 8; thread++) {
      pool.execute(
          () -> {
            awaitQuietly(start);
            for (int step = 0; step < 1_000; step++) {
              clock.advance(Duration.ofNanos(1));
            }
          });
    }
    start.countDown();
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

    assertThat(clock.ticker().getAsLong()).isEqualTo(8_000);
    assertThat(clock.instant()).isEqualTo(ManualClock.START.plusNanos(8_000));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
