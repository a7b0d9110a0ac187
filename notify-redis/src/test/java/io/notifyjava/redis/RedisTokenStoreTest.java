package io.notifyjava.redis;

import static io.notifyjava.redis.Platform.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.message.Secret;
import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenCache;
import io.notifyjava.token.TokenKey;
import io.notifyjava.token.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** What the contract of token stores leaves open. */
class RedisTokenStoreTest {

  private static final String OLDER = "msgsender:wxqy:actoken";
  private static final TokenKey WECOM = new TokenKey("qyapi.weixin.qq.com", "wx17", "f1");
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final AccessToken TOKEN = new AccessToken("74_token", NOW.plusSeconds(7_000));
  private static final AccessToken NEWER = new AccessToken("74_newer", NOW.plusSeconds(7_200));
  private static final Duration LEASE = Duration.ofMinutes(1);

  private RedisServer server;
  private Jedis admin;

  @BeforeEach
  void open() throws Exception {
    server = RedisProcess.shared().server();
    admin = RedisProcess.running().admin();
  }

  @AfterEach
  void close() {
    admin.close();
    server.close();
  }

  private RedisTokenStore.Builder builder() {
    return RedisTokenStore.builder(server).clock(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void readOnlyStore_findsWhatAnotherSystemPutAndTouchesNothing() {
    TokenStore writer = builder().build();
    TokenStore reader = builder().readOnly().build();
    writer.put(KEY, TOKEN);

    assertThat(reader.find(KEY)).contains(TOKEN);
    assertThat(reader.tryLock(KEY, "n1", LEASE)).isFalse();
    assertThat(reader.remove(KEY, TOKEN.value())).isFalse();
    reader.put(KEY, NEWER);
    reader.unlock(KEY, "n1");
    assertThat(writer.find(KEY)).contains(TOKEN);
    assertThat(admin.dbSize()).isEqualTo(1);
  }

  @Test
  void readOnlyStore_needsAUserWhoMayReadItsKeysOnly() throws Exception {
    builder().build().put(KEY, TOKEN);
    admin.set(OLDER, "old", SetParams.setParams().ex(100));
    admin.aclSetUser("reader", "on", ">reader-4c2e91", "~notify:*", "~msgsender:*", "-@all");
    admin.aclSetUser("reader", "+getrange", "+pttl");
    RedisServer.Builder reader = RedisProcess.running().builder();
    try (RedisServer reading = reader.credentials("reader", Secret.of("reader-4c2e91")).build()) {
      TokenStore store =
          RedisTokenStore.builder(reading).readOnly().olderKey("wx17", OLDER).build();

      assertThat(store.find(KEY)).contains(TOKEN);
      assertThat(store.find(WECOM)).map(AccessToken::value).contains("old");
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> RedisTokenStore.in(reading).put(KEY, TOKEN))
          .withMessageContaining("it answered NOPERM; the user must be allowed get");
    } finally {
      admin.aclDelUser("reader");
    }
  }

  @Test
  void olderKey_isReadAsTheOlderSystemWritesIt() {
    admin.set(OLDER, "old-token", SetParams.setParams().ex(7_200));
    TokenStore store = builder().olderKey("wx17", OLDER).build();

    AccessToken found = store.find(WECOM).orElseThrow();

    assertThat(found.value()).isEqualTo("old-token");
    assertThat(Duration.between(NOW, found.expiresAt()))
        .isBetween(Duration.ofSeconds(7_100), Duration.ofSeconds(7_200));
  }

  @Test
  void olderKey_isWrittenAsTheOlderSystemReadsIt() {
    TokenStore store = builder().olderKey("wx17", OLDER).build();
    store.put(WECOM, TOKEN);

    assertThat(admin.get(OLDER)).isEqualTo(TOKEN.value());
    assertThat(admin.ttl(OLDER)).isBetween(6_900L, 7_000L);
    // Kept for no longer than a vendor's token lives, whatever is said.
    store.put(WECOM, new AccessToken("long", NOW.plus(Duration.ofDays(30))));
    assertThat(admin.ttl(OLDER)).isBetween(7_100L, 7_200L);
  }

  @Test
  void olderKey_isForgottenOnlyWithItsValue_soThatTheOlderSystemFetchesAnew() {
    admin.set(OLDER, "old-token", SetParams.setParams().ex(7_200));
    TokenStore store = builder().olderKey("wx17", OLDER).build();

    assertThat(store.remove(WECOM, "another")).isFalse();
    assertThat(store.remove(WECOM, "old-token")).isTrue();
    assertThat(admin.exists(OLDER)).isFalse();
  }

  @Test
  void olderKey_hasOneRenewerAmongOurNodes_andLeavesOtherAccountsAlone() {
    TokenStore one = builder().olderKey("wx17", OLDER).build();
    TokenStore two = builder().olderKey("wx17", OLDER).build();

    assertThat(one.tryLock(WECOM, "n1", LEASE)).isTrue();
    assertThat(two.tryLock(WECOM, "n2", LEASE)).isFalse();
    one.put(KEY, TOKEN);
    assertThat(admin.exists(OLDER)).isFalse();
  }

  @Test
  void olderKeyOfAnAccount_isRefusedToASecondSecret() {
    TokenStore store = builder().olderKey("wx17", OLDER).build();
    store.find(WECOM);

    assertThatExceptionOfType(RedisException.class)
        .isThrownBy(() -> store.find(new TokenKey(WECOM.platform(), "wx17", "f2")))
        .withMessageContaining("holds the token of one account and secret, but two of")
        .withMessageContaining("give each application a store of its own");
  }

  @Test
  void olderKeyWithoutAnEnd_isGoodForAVendorsLifetime() {
    admin.set(OLDER, "old-token");
    TokenStore store = builder().readOnly().olderKey("wx17", OLDER).build();

    assertThat(store.find(WECOM)).contains(new AccessToken("old-token", NOW.plusSeconds(7_200)));
  }

  @Test
  void garbage_isNotAToken_isNotFetchedWhole_andIsReplacedByOneRenewal() {
    TokenStore store = builder().build();
    store.put(KEY, TOKEN);
    String key = admin.keys("notify:token:*").iterator().next();
    Map<String, String> kept = new HashMap<>();
    kept.put("10 MB", "x".repeat(10_000_000));
    kept.put("text", "nonsense");
    kept.put("no end", "1 soon 74_token");
    kept.put("two lines", "1 1767225600000 74\ntoken");
    kept.forEach(
        (what, text) -> {
          admin.set(key, text);
          assertThatIllegalArgumentException().as(what).isThrownBy(() -> store.find(KEY));
        });
    admin.del(key);
    admin.lpush(key, "a list");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.find(KEY))
        .withMessageContaining("is not a token: expected a string, found another type");

    try (Platform platform = new Platform()) {
      TokenCache cache = platform.node(RedisTokenStore.in(server));
      assertThat(cache.get(Platform.PATIENT).value()).isEqualTo("74_granted-1");
      assertThat(RedisTokenStore.in(server).find(KEY))
          .map(AccessToken::value)
          .contains("74_granted-1");
      assertThat(platform.grants()).isEqualTo(1);
    }
  }

  @Test
  void tokenOfALaterLayout_isNotTouched() {
    TokenStore store = builder().build();
    store.put(KEY, TOKEN);
    String key = admin.keys("notify:token:*").iterator().next();
    admin.set(key, "2 sealed");

    assertThatExceptionOfType(RedisException.class)
        .isThrownBy(() -> store.find(KEY))
        .withMessageContaining("is of layout 2, this library reads layout 1");
  }

  @Test
  void everyKey_endsByItself_andNamesNoAccount() {
    TokenStore store = builder().olderKey("wx17", OLDER).build();
    store.put(KEY, new AccessToken("74_far", NOW.plus(Duration.ofDays(3_650))));
    store.put(WECOM, TOKEN);
    store.tryLock(KEY, "n1", LEASE);
    store.tryLock(WECOM, "n1", LEASE);

    assertThat(admin.keys("*"))
        .hasSize(4)
        .allSatisfy(
            key -> {
              assertThat(admin.pttl(key)).isBetween(1L, Duration.ofHours(25).toMillis());
              assertThat(key).doesNotContain(KEY.account());
            });
  }

  @Test
  void clientOfTheService_isUsedAndStaysOpen() throws Exception {
    try (RedisClient client = RedisClient.create(RedisProcess.running().address())) {
      RedisServer theirs = RedisServer.client(client);
      TokenStore store = RedisTokenStore.in(theirs);
      store.put(KEY, TOKEN);
      theirs.close();

      assertThat(client.ping()).isEqualTo("PONG");
      assertThat(store.find(KEY)).contains(TOKEN);
      assertThat(store.tryLock(KEY, "n1", LEASE)).isTrue();
      assertThat(store).hasToString("RedisTokenStore[a client]");
    }
  }

  @Test
  void prefix_keepsServicesApart_andIsFreeOfBraces() {
    builder().prefix("a:").build().put(KEY, TOKEN);

    assertThat(builder().prefix("b:").build().find(KEY)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().prefix("{a}"))
        .withMessageContaining("prefix must be free of braces");
  }
}
