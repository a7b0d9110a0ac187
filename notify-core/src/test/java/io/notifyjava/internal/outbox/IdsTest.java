package io.notifyjava.internal.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.fixture.ManualTime;
import io.notifyjava.outbox.OutboxId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IdsTest {

  private final ManualTime time = new ManualTime();

  @Test
  void ids_grow_whileTheClockStandsStill_andWhenItMoves() {
    Ids ids = new Ids(time, new Random(1));
    List<OutboxId> made = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      made.add(ids.next());
      if (i % 7 == 0) {
        time.advance(Duration.ofMillis(1));
      }
    }
    assertThat(made).isSorted().doesNotHaveDuplicates();
    assertThat(made.get(0).value())
        .startsWith(String.format(java.util.Locale.ROOT, "%012x", time.millis() - 143));
  }

  @Test
  void ids_countOn_overTheEndOfANumber() {
    RandomGenerator highest = () -> -1L;
    Ids ids = new Ids(time, highest);
    OutboxId first = ids.next();
    OutboxId second = ids.next();

    assertThat(first.value()).endsWith("f".repeat(16));
    assertThat(second.value()).endsWith("0".repeat(16));
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void twoProcesses_makeDifferentIds_inOneMillisecond() {
    assertThat(new Ids(time, new Random(1)).next())
        .isNotEqualTo(new Ids(time, new Random(2)).next());
  }
}
