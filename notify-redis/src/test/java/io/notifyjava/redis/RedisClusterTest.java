package io.notifyjava.redis;

import static io.notifyjava.redis.Platform.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.idempotency.IdempotencyVerdict;
import io.notifyjava.limit.LimitBound;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.limit.LimitStore;
import io.notifyjava.limit.LimitVerdict;
import io.notifyjava.limit.LimitWindow;
import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;

/** A cluster of one node, which refuses what touches two slots like a large one. */
class RedisClusterTest {

  private static final int SLOTS = 16_384;

  @Test
  void everyStep_staysWithinOneSlot() throws Exception {
    try (RedisProcess redis = RedisProcess.cluster()) {
      try (Jedis admin = redis.admin()) {
        admin.clusterAddSlots(IntStream.range(0, SLOTS).toArray());
        await().until(() -> admin.clusterInfo().contains("cluster_state:ok"));
      }
      HostAndPort node = new HostAndPort("127.0.0.1", redis.address().getPort());
      try (RedisClusterClient client = RedisClusterClient.builder().nodes(Set.of(node)).build()) {
        RedisServer server = RedisServer.client(client);
        tokens(RedisTokenStore.builder(server).olderKey("wx17", "older:token").build());
        limits(RedisLimitStore.in(server));
        IdempotencyClaim claim =
            new IdempotencyClaim(
                "0f".repeat(16), "", "owner", Duration.ofMinutes(1), Duration.ofMinutes(1));
        assertThat(RedisIdempotencyStore.in(server).claim(claim))
            .isInstanceOf(IdempotencyVerdict.First.class);
      }
    }
  }

  private static void tokens(TokenStore store) {
    AccessToken token = new AccessToken("74_token", Instant.parse("2037-01-01T00:00:00Z"));
    for (TokenKey key : List.of(KEY, new TokenKey("qyapi.weixin.qq.com", "wx17", "f1"))) {
      assertThat(store.tryLock(key, "n1", Duration.ofMinutes(1))).isTrue();
      store.put(key, token);
      store.unlock(key, "n1");
      assertThat(store.find(key)).map(AccessToken::value).contains(token.value());
      assertThat(store.remove(key, token.value())).isTrue();
    }
  }

  private static void limits(LimitStore store) {
    LimitBound day = new LimitBound(1, LimitWindow.day());
    LimitBound hour = new LimitBound(1, LimitWindow.rolling(Duration.ofHours(1)));
    List<LimitClaim> claims =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    new LimitClaim(
                        "claim-" + i,
                        Instant.parse("2026-11-21T01:30:00Z"),
                        List.of(
                            new LimitClaim.Demand("a", "a" + i, List.of(day, hour)),
                            new LimitClaim.Demand("b", "b" + i, List.of(day)))))
            .toList();

    assertThat(store.reserve(claims)).allMatch(LimitVerdict.Granted.class::isInstance);
    store.commit(claims.subList(0, 2));
    store.release(claims.subList(2, 5));
  }
}
