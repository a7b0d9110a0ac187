package io.notifyjava.redis;

import static io.notifyjava.redis.Platform.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Idle connections whose end went bad without a word. */
class PooledLinkTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final AccessToken TOKEN =
      new AccessToken("74_token", Instant.parse("2037-01-01T00:00:00Z"));

  /** Many at once, so that several connections lie idle afterwards. */
  private static void fill(Detour detour, TokenStore store) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; detour.made() < 3 && round < 50; round++) {
        CyclicBarrier start = new CyclicBarrier(8);
        List<Future<?>> busy = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          busy.add(
              threads.submit(
                  () -> {
                    start.await();
                    store.put(KEY, TOKEN);
                    return true;
                  }));
        }
        for (Future<?> one : busy) {
          one.get();
        }
      }
    } finally {
      threads.shutdown();
    }
    assertThat(detour.made()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void connectionsThatWereForgottenOnTheWay_costOneOperationBetweenThem() throws Exception {
    try (Detour detour = new Detour(RedisProcess.shared().address());
        RedisServer server = RedisServer.at(detour.address()).timeout(TIMEOUT).build()) {
      TokenStore store = RedisTokenStore.in(server);
      fill(detour, store);
      detour.forget();

      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> store.find(KEY))
          .withMessageContaining("it gave no answer in time");
      assertThat(store.find(KEY)).contains(TOKEN);
    }
  }

  @Test
  void primaryThatBecameAReplica_isLeftForWhoeverHasTheNameNow() throws Exception {
    try (RedisProcess former = RedisProcess.own();
        Detour detour = new Detour(former.address());
        RedisServer server = RedisServer.at(detour.address()).timeout(TIMEOUT).build();
        Jedis admin = former.admin()) {
      TokenStore store = RedisTokenStore.in(server);
      fill(detour, store);
      admin.replicaof("127.0.0.1", RedisProcess.shared().address().getPort());
      detour.lead(RedisProcess.running().address());

      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> store.put(KEY, TOKEN))
          .withMessageContaining("it answered READONLY");
      store.put(KEY, TOKEN);
      await().until(() -> store.find(KEY).isPresent());
      assertThat(store.remove(KEY, TOKEN.value())).isTrue();
    }
  }
}
