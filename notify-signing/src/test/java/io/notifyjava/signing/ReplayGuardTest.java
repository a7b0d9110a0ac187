package io.notifyjava.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.signing.ReplayGuard.Sighting;
import io.notifyjava.signing.internal.ReplayTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReplayGuardTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

  @Test
  void id_isFirstOnce_upToItsTimeIncluded() {
    MemoryReplayGuard guard = MemoryReplayGuard.ofCapacity(2);
    assertThat(guard.note("a", NOW, NOW.plusSeconds(60))).isEqualTo(Sighting.FIRST);
    assertThat(guard.note("a", NOW.plusSeconds(60), NOW.plusSeconds(60)))
        .isEqualTo(Sighting.REPEATED);
    assertThat(guard.note("b", NOW, NOW.plusSeconds(60))).isEqualTo(Sighting.FIRST);
  }

  @Test
  void fullGuard_saysSo_andHasRoomOnceATimeIsOver() {
    MemoryReplayGuard guard = MemoryReplayGuard.ofCapacity(2);
    guard.note("late", NOW, NOW.plusSeconds(100));
    guard.note("early", NOW, NOW.plusSeconds(50));
    assertThat(guard.note("c", NOW.plusSeconds(50), NOW.plusSeconds(90)))
        .isEqualTo(Sighting.UNDECIDED);
    assertThat(guard.note("late", NOW.plusSeconds(50), NOW.plusSeconds(90)))
        .isEqualTo(Sighting.REPEATED);
    assertThat(guard.note("c", NOW.plusSeconds(52), NOW.plusSeconds(90))).isEqualTo(Sighting.FIRST);
    assertThat(guard.note("late", NOW.plusSeconds(52), NOW.plusSeconds(90)))
        .isEqualTo(Sighting.REPEATED);
    assertThat(guard.size()).isEqualTo(2);
  }

  /** Whole seconds: an id is held through the last one of them. */
  @Test
  void table_letsGoOfAnId_afterItsLastSecondOnly() {
    ReplayTable table = new ReplayTable(1);
    assertThat(table.add("a", 0, 100)).isEqualTo(ReplayTable.Outcome.ADDED);
    assertThat(table.add("b", 100, 200)).isEqualTo(ReplayTable.Outcome.FULL);
    assertThat(table.add("b", 101, 200)).isEqualTo(ReplayTable.Outcome.ADDED);
  }

  /**
   * A clock that jumps ahead makes the guard forget; set back, it must not let in what was there.
   */
  @Test
  void clockThatJumpsAheadAndBack_bringsNothingInAgain() {
    MemoryReplayGuard guard = MemoryReplayGuard.ofCapacity(10);
    assertThat(guard.note("a", NOW, NOW.plusSeconds(360))).isEqualTo(Sighting.FIRST);
    Instant ahead = NOW.plusSeconds(3_600);
    assertThat(guard.note("of then", ahead, ahead.plusSeconds(360))).isEqualTo(Sighting.FIRST);
    assertThat(guard.note("a", NOW.plusSeconds(10), NOW.plusSeconds(360)))
        .isEqualTo(Sighting.UNDECIDED);
    // What was signed later than all that was forgotten is known to be new.
    assertThat(guard.note("b", NOW.plusSeconds(10), NOW.plusSeconds(361)))
        .isEqualTo(Sighting.FIRST);
  }

  @Test
  void capacity_hasARange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryReplayGuard.ofCapacity(0))
        .withMessage("MemoryReplayGuard capacity: expected 1 to 16777216, but found 0");
  }

  /** A map that forgets nothing is the model. */
  @Test
  void guard_agreesWithAModel_overManyRandomCalls() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      int capacity = 1 + random.nextInt(3_000);
      MemoryReplayGuard guard = MemoryReplayGuard.ofCapacity(capacity);
      Map<String, Instant> model = new HashMap<>();
      Instant now = NOW;
      for (int i = 0; i < 20_000; i++) {
        now = now.plusMillis(random.nextInt(200));
        String id = "id" + random.nextInt(8_000);
        Instant until = now.plusSeconds(random.nextInt(300));
        Instant known = model.get(id);
        Sighting sighting = guard.note(id, now, until);
        if (known != null && !now.isAfter(known)) {
          assertThat(sighting).isEqualTo(Sighting.REPEATED);
        } else if (sighting == Sighting.FIRST) {
          model.put(id, until);
        } else if (sighting == Sighting.UNDECIDED) {
          assertThat(guard.size()).isEqualTo(capacity);
        }
        assertThat(guard.size()).isLessThanOrEqualTo(capacity);
      }
      Instant end = now.plusSeconds(1_000);
      for (int i = 0; i < 500; i++) {
        guard.note("end" + i, end, end.plusSeconds(100));
      }
      assertThat(guard.size()).isLessThanOrEqualTo(Math.min(capacity, 500));
    }
  }

  @Test
  void ofManyThreads_exactlyOneIsFirst_forEveryId() throws Exception {
    int threads = 100;
    int ids = 20_000; // enough for all threads to be under way at once
    MemoryReplayGuard guard = MemoryReplayGuard.create();
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<int[]>> answers = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        answers.add(
            executor.submit(
                () -> {
                  int[] firsts = new int[ids];
                  together.await();
                  for (int id = 0; id < ids; id++) {
                    if (guard.note("id" + id, NOW, NOW.plusSeconds(60)) == Sighting.FIRST) {
                      firsts[id]++;
                    }
                  }
                  return firsts;
                }));
      }
      int[] sum = new int[ids];
      for (Future<int[]> answer : answers) {
        int[] firsts = answer.get();
        for (int id = 0; id < ids; id++) {
          sum[id] += firsts[id];
        }
      }
      assertThat(sum).containsOnly(1);
      assertThat(guard.size()).isEqualTo(ids);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void aMillionIds_takeAtMost64MiB_andTheRoomIsUsedAgain() {
    MemoryReplayGuard guard = MemoryReplayGuard.create();
    long before = used();
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(guard.note(Integer.toString(i), NOW, NOW.plusSeconds(60)) == Sighting.FIRST)
          .isTrue();
    }
    assertThat(used() - before).isLessThan(64L << 20);
    assertThat(guard.note("one more", NOW, NOW.plusSeconds(60))).isEqualTo(Sighting.UNDECIDED);
    Instant later = NOW.plusSeconds(62);
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(guard.note(Integer.toString(i), later, later.plusSeconds(60))).isNotNull();
    }
    assertThat(guard.size()).isLessThanOrEqualTo(1_000_000);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
