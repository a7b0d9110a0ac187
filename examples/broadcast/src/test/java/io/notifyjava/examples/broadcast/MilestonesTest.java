package io.notifyjava.examples.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MilestonesTest {

  @Test
  void theyAreSpreadEvenlyAndNeitherFirstNorLast() {
    assertThat(milestones(3, 100)).containsExactly(25L, 50L, 75L);
  }

  @Test
  void tenInAMillion() {
    assertThat(milestones(10, 1_000_000)).hasSize(10).startsWith(90_909L).endsWith(909_090L);
  }

  @Test
  void moreThanThereAreMessagesComeOneWithEach() {
    assertThat(milestones(5, 3)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void thereAreNoneUnlessAskedFor() {
    assertThat(milestones(0, 100)).isEmpty();
  }

  private static List<Long> milestones(int times, long total) {
    List<Long> reached = new ArrayList<>();
    AtomicLong ended = new AtomicLong();
    Milestones milestones = new Milestones(times, total, () -> reached.add(ended.get()));
    while (ended.incrementAndGet() <= total) {
      milestones.messageEnded();
    }
    return reached;
  }
}
