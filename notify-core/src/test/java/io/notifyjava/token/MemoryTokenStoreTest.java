package io.notifyjava.token;

import static io.notifyjava.token.CacheFixture.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is special to the store in memory; the rest says the contract of notify-testkit. */
class MemoryTokenStoreTest {

  private final ManualTime time = new ManualTime();
  private final MemoryTokenStore store = new MemoryTokenStore(time::ticks);

  @Test
  void shows_how_much_it_holds_and_not_what() {
    store.put(KEY, new AccessToken("canary", time.instant()));

    assertThat(store).hasToString("MemoryTokenStore[1 tokens]");
  }

  @Test
  void is_in_memory() {
    assertThat(store.inMemory()).isTrue();
  }

  @Test
  void a_lease_ends_to_the_nanosecond() {
    store.tryLock(KEY, "a", Duration.ofSeconds(15));
    time.pass(Duration.ofSeconds(15).minusNanos(1));
    assertThat(store.tryLock(KEY, "b", Duration.ofSeconds(15))).isFalse();

    time.pass(Duration.ofNanos(1));
    assertThat(store.tryLock(KEY, "b", Duration.ofSeconds(15))).isTrue();
  }

  @Test
  void a_lease_does_not_run_by_the_wall_clock() {
    store.tryLock(KEY, "a", Duration.ofSeconds(15));
    time.jump(Duration.ofHours(1));

    assertThat(store.tryLock(KEY, "b", Duration.ofSeconds(15))).isFalse();
  }

  @Test
  void works_with_the_ticker_of_the_jvm() {
    MemoryTokenStore real = new MemoryTokenStore();

    assertThat(real.tryLock(KEY, "a", Duration.ofMinutes(1))).isTrue();
    assertThat(real.tryLock(KEY, "b", Duration.ofMinutes(1))).isFalse();
  }

  @Test
  void removing_never_takes_a_token_that_came_in_between() throws Exception {
    List<AccessToken> tokens =
        List.of(new AccessToken("old", time.instant()), new AccessToken("new", time.instant()));
    for (int round = 0; round < 2_000; round++) {
      store.put(KEY, tokens.get(0));
      CountDownLatch start = new CountDownLatch(1);
      Crowd<Boolean> remover =
          Crowd.of(
              1,
              () -> {
                start.await();
                return store.remove(KEY, "old");
              });
      start.countDown();
      store.put(KEY, tokens.get(1));
      remover.results();
      assertThat(store.find(KEY)).contains(tokens.get(1));
    }
  }

  @Test
  void of_many_threads_that_ask_for_the_lock_one_gets_it() throws Exception {
    AtomicInteger number = new AtomicInteger();
    List<Boolean> got =
        Crowd.of(
                64,
                () ->
                    store.tryLock(KEY, "holder" + number.incrementAndGet(), Duration.ofSeconds(15)))
            .results();

    assertThat(got).containsOnlyOnce(true);
  }
}
