package io.notifyjava.testkit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TextCountsTest {

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void aMillionNumbers_areCountedEach() {
    TextCounts numbers = new TextCounts();
    Random random = new Random(7);
    for (int i = 0; i < 1_000_000; i++) {
      numbers.count(13_000_000_000L + i);
    }
    for (int i = 0; i < 1_000; i++) {
      numbers.count(13_000_000_000L + i);
    }

    assertThat(numbers.size()).isEqualTo(1_000_000);
    assertThat(numbers.of(13_000_000_999L)).isEqualTo(2);
    assertThat(numbers.of(13_000_001_000L)).isEqualTo(1);
    assertThat(numbers.of(14_000_000_000L + random.nextInt(1_000_000))).isZero();
    numbers.clear();
    assertThat(numbers.size()).isZero();
    assertThat(numbers.of(13_000_000_999L)).isZero();
  }

  @Test
  void manyThreads_loseNoCount() throws InterruptedException {
    TextCounts numbers = new TextCounts();
    Thread[] threads = new Thread[8];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 20_000; i++) {
                  numbers.count(13_000_000_000L + i % 100);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(numbers.size()).isEqualTo(100);
    assertThat(numbers.of(13_000_000_042L)).isEqualTo(8 * 200);
  }

  @Test
  void textsAreCountedByWhatTheySay() {
    TextCounts counts = new TextCounts();
    counts.count("ann@example.test");
    counts.count("ann@example.test");
    counts.count("bob@example.test");

    assertThat(counts.of("ann@example.test")).isEqualTo(2);
    assertThat(counts.of("bob@example.test")).isEqualTo(1);
    assertThat(counts.of("Ann@example.test")).isZero();
    assertThat(counts.size()).isEqualTo(2);
  }
}
