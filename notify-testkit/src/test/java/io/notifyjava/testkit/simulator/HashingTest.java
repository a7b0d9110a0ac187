package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.testkit.internal.Hash64;
import io.notifyjava.testkit.internal.LongHashSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HashingTest {

  @Nested
  class SetOfHashes {

    @Test
    void add_tellsNewFromKnown_asAHashSetWould() {
      SplittableRandom random = new SplittableRandom(5);
      LongHashSet set = new LongHashSet();
      Set<Long> model = new HashSet<>();
      for (int i = 0; i < 200_000; i++) {
        // small and clustered numbers too, so that probing and repeats are met
        long hash = i % 3 == 0 ? random.nextInt(5_000) : random.nextLong() >>> random.nextInt(60);
        assertThat(set.add(hash)).isEqualTo(model.add(hash));
      }
      assertThat(set.size()).isEqualTo(model.size());
    }

    @Test
    void zeroAndExtremes_areOrdinaryMembers() {
      LongHashSet set = new LongHashSet();
      for (long hash : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
        assertThat(set.add(hash)).isTrue();
        assertThat(set.add(hash)).isFalse();
      }
      assertThat(set.size()).isEqualTo(5);
      set.clear();
      assertThat(set.size()).isZero();
      assertThat(set.add(0)).isTrue();
    }

    @Test
    void millionMessages_costAboutSixteenBytesEach() {
      LongHashSet set = new LongHashSet();
      for (int i = 0; i < 1_000_000; i++) {
        set.add(Hash64.of("message-" + i, 0));
      }
      assertThat(set.size()).as("no two of them collide").isEqualTo(1_000_000);
      assertThat(set.slotBytes()).isLessThanOrEqualTo(22_400_000);
    }

    @Test
    void threads_agreeOnWhoWasFirst() throws Exception {
      LongHashSet set = new LongHashSet();
      AtomicInteger firsts = new AtomicInteger();
      ExecutorService pool = Executors.newFixedThreadPool(32);
      try {
        CountDownLatch together = new CountDownLatch(32);
        List<Future<?>> done = new ArrayList<>();
        for (int t = 0; t < 32; t++) {
          done.add(
              pool.submit(
                  () -> {
                    together.countDown();
                    together.await(10, TimeUnit.SECONDS);
                    for (int i = 0; i < 5_000; i++) {
                      firsts.addAndGet(set.add(Hash64.mix(i)) ? 1 : 0);
                    }
                    return null;
                  }));
        }
        for (Future<?> task : done) {
          task.get(2, TimeUnit.MINUTES);
        }
      } finally {
        pool.shutdownNow();
      }
      assertThat(firsts).hasValue(5_000);
    }
  }

  @Nested
  class IdsThatExpire {

    private final ExpiringIds ids = new ExpiringIds(1_000);

    @Test
    void hash_isRememberedForItsTime_andTellsSinceWhen() {
      assertThat(ids.remember(7, 100)).isEqualTo(new ExpiringIds.Entry(true, 100));
      assertThat(ids.remember(7, 1_099)).isEqualTo(new ExpiringIds.Entry(false, 100));
      assertThat(ids.remember(7, 1_100)).isEqualTo(new ExpiringIds.Entry(true, 1_100));
      assertThat(ids.remember(0, 1_100).fresh()).isTrue();
      assertThat(ids.remember(0, 1_100).fresh()).isFalse();
    }

    @Test
    void readingThatIsAMomentOld_doesNotDeliverTwice() {
      ids.remember(7, 100);
      assertThat(ids.remember(7, 99).fresh()).isFalse();
    }

    @Test
    void counterThatWraps_isUnderstood() {
      ids.remember(7, Integer.MAX_VALUE - 10);
      assertThat(ids.remember(7, Integer.MIN_VALUE + 10).fresh()).isFalse();
      assertThat(ids.remember(7, Integer.MIN_VALUE + 2_000).fresh()).isTrue();
    }

    @Test
    void memory_followsTheIdsOfTheLastWhile_notAllIds() {
      int fresh = 0;
      for (int i = 0; i < 2_000_000; i++) {
        // 20,000 are alive at any time
        fresh += ids.remember(Hash64.mix(i), i / 20).fresh() ? 1 : 0;
      }
      assertThat(fresh).isEqualTo(2_000_000);
      assertThat(ids.capacity()).isLessThan(150_000);
      ids.clear();
      assertThat(ids.capacity()).isEqualTo(64 * 16);
    }

    @Test
    void aliveIds_surviveGrowth() {
      for (int i = 0; i < 50_000; i++) {
        ids.remember(Hash64.mix(i), 5);
      }
      for (int i = 0; i < 50_000; i++) {
        assertThat(ids.remember(Hash64.mix(i), 6)).isEqualTo(new ExpiringIds.Entry(false, 5));
      }
    }
  }

  @Nested
  class Hashes {

    @Test
    void everyByteCounts_whateverTheLength() {
      Set<Long> seen = new HashSet<>();
      for (int length = 0; length < 40; length++) {
        byte[] bytes = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        assertThat(seen.add(Hash64.of(bytes, 0))).isTrue();
        for (int i = 0; i < length; i++) {
          byte[] other = bytes.clone();
          other[i] ^= 1;
          assertThat(seen.add(Hash64.of(other, 0))).isTrue();
        }
      }
      assertThat(Hash64.of(new byte[8], 0)).isNotEqualTo(Hash64.of(new byte[9], 0));
    }

    @Test
    void seed_andText_giveOtherHashes() {
      assertThat(Hash64.of("abc", 1)).isNotEqualTo(Hash64.of("abc", 2));
      assertThat(Hash64.of("abc", 1)).isEqualTo(Hash64.of("abc", 1));
      assertThat(Hash64.of("", 1)).isNotEqualTo(Hash64.of("\u0000", 1));
    }
  }
}
