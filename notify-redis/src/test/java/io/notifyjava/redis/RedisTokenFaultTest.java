package io.notifyjava.redis;

import static io.notifyjava.redis.Platform.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.notifyjava.message.Secret;
import io.notifyjava.token.AccessToken;
import io.notifyjava.token.TokenCache;
import io.notifyjava.token.TokenCachePolicy;
import io.notifyjava.token.TokenStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A real server that dies, hangs, forgets and refuses: tokens go on, and come together again. */
class RedisTokenFaultTest {

  private static final Duration STORE_LIMIT = Duration.ofMillis(200);
  private static final AccessToken OLD =
      new AccessToken("74_old", Instant.parse("2037-01-01T00:00:00Z"));
  private static final AccessToken NEWER =
      new AccessToken("74_newer", Instant.parse("2037-01-01T00:01:00Z"));

  private final Platform platform = new Platform();
  private final List<AutoCloseable> open = new ArrayList<>(List.of(platform));

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private RedisProcess redis() throws Exception {
    RedisProcess redis = RedisProcess.own();
    open.add(redis);
    return redis;
  }

  private TokenStore storeOn(RedisProcess redis) {
    return storeOn(redis.server());
  }

  private TokenStore storeOn(RedisServer server) {
    open.add(0, server);
    return RedisTokenStore.in(server);
  }

  @Test
  void twoNodes_threeKills_threeRenewalsInAll() throws Exception {
    RedisProcess redis = RedisProcess.shared();
    TokenCache one = platform.node(storeOn(redis));
    TokenCache two = platform.node(storeOn(redis));
    for (int i = 1; i <= 3; i++) {
      assertThat(platform.ask(300, one, two).tokens()).containsExactly("74_granted-" + i);
      // Both nodes meet the refusal of the same token.
      AccessToken dead = one.get(Platform.PATIENT);
      for (TokenCache node : List.of(one, two)) {
        node.confirm(dead);
        node.invalidate(dead);
      }
    }

    assertThat(platform.ask(300, one, two).tokens()).containsExactly("74_granted-4");
    assertThat(platform.grants()).isEqualTo(4);
  }

  @Test
  void downAtStart_oneRenewalForAllThreads_andTheStoreIsUsedWhenItIsThere() throws Exception {
    RedisProcess redis = redis();
    redis.kill();
    TokenStore store = storeOn(redis);
    TokenCache node = platform.node(store);

    assertThat(platform.ask(200, node).tokens()).containsExactly("74_granted-1");
    assertThat(platform.grants()).isEqualTo(1);

    redis.start();
    platform.letStoreRest();
    Platform.kill(node);
    assertThat(node.get(Platform.PATIENT).value()).isEqualTo("74_granted-2");
    assertThat(store.find(KEY)).map(AccessToken::value).contains("74_granted-2");
    assertThat(platform.node(storeOn(redis)).get(Platform.PATIENT).value())
        .isEqualTo("74_granted-2");
  }

  @Test
  void killed_eachNodeRenewsOnceByItself_andTheyComeTogetherAgain() throws Exception {
    RedisProcess redis = redis();
    TokenCache one = platform.node(storeOn(redis));
    TokenCache two = platform.node(storeOn(redis));
    platform.ask(100, one, two);
    redis.kill();
    Platform.kill(one);
    Platform.kill(two);

    platform.ask(300, one, two);

    assertThat(platform.grants()).isEqualTo(3);

    redis.start();
    platform.letStoreRest();
    Platform.kill(one);
    Platform.kill(two);
    assertThat(platform.ask(300, one, two).tokens()).containsExactly("74_granted-4");
    assertThat(platform.grants()).isEqualTo(4);
  }

  @Test
  void paused_costsNoMoreThanTheLimitOnce() throws Exception {
    RedisProcess redis = redis();
    TokenCachePolicy policy = TokenCachePolicy.builder().storeLimit(STORE_LIMIT).build();
    RedisServer server = redis.builder().timeout(Duration.ofMillis(400)).build();
    TokenCache node = platform.node(storeOn(server), policy);
    node.get(Platform.PATIENT);
    redis.pause();
    Platform.kill(node);

    Platform.Crowd crowd = platform.ask(300, node);

    assertThat(crowd.tokens()).containsExactly("74_granted-2");
    assertThat(platform.grants()).isEqualTo(2);
    assertThat(crowd.slowest()).isLessThan(Duration.ofSeconds(3));
    redis.resume();
  }

  @Test
  void paused_everyOperationEndsWithinItsTimeLimit() throws Exception {
    RedisProcess redis = redis();
    RedisServer server = redis.builder().timeout(Duration.ofMillis(400)).build();
    TokenStore store = storeOn(server);
    store.put(KEY, OLD);
    redis.pause();
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> store.find(KEY))
          .withMessage("Redis at " + server + " could not find a token: it gave no answer in time");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
    redis.resume();

    assertThat(store.find(KEY)).contains(OLD);
  }

  @Test
  void restartedEmpty_theFirstQuestionIsAnswered_thoughEveryConnectionWasCut() throws Exception {
    RedisProcess redis = redis();
    TokenStore store = storeOn(redis);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CyclicBarrier start = new CyclicBarrier(8);
    List<Future<?>> busy = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      busy.add(
          threads.submit(
              () -> {
                start.await();
                for (int n = 0; n < 50; n++) {
                  store.put(KEY, OLD);
                }
                return true;
              }));
    }
    for (Future<?> one : busy) {
      one.get();
    }
    threads.shutdown();
    redis.kill();
    redis.start();

    assertThat(store.find(KEY)).isEmpty();
    assertThat(store.tryLock(KEY, "n1", Duration.ofSeconds(10))).isTrue();
    store.put(KEY, NEWER);
    assertThat(store.find(KEY)).contains(NEWER);
  }

  @Test
  void restartedEmpty_whileTheLockWasHeld_theRenewerMayStillPut() throws Exception {
    RedisProcess redis = redis();
    TokenStore store = storeOn(redis);
    store.put(KEY, OLD);
    store.tryLock(KEY, "n1", Duration.ofMinutes(1));
    redis.kill();
    redis.start();
    store.put(KEY, NEWER);

    assertThat(store.find(KEY)).contains(NEWER);
  }

  @Test
  void outOfMemory_readsGoOn_writesSayWhy_andTheNodeRenewsByItself() throws Exception {
    RedisProcess redis = redis();
    TokenStore store = storeOn(redis);
    TokenCache node = platform.node(store);
    node.get(Platform.PATIENT);
    try (Jedis admin = redis.admin()) {
      admin.configSet("maxmemory", "1");
      assertThat(store.find(KEY)).isPresent();
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> store.put(KEY, NEWER))
          .withMessageContaining("could not keep a token: it answered OOM, because its maxmemory");
      Platform.kill(node);
      platform.ask(100, node);
      assertThat(platform.grants()).isEqualTo(2);
      admin.configSet("maxmemory", "0");
    }
    platform.letStoreRest();
    Platform.kill(node);

    assertThat(node.get(Platform.PATIENT).value()).isEqualTo("74_granted-3");
    assertThat(store.find(KEY)).map(AccessToken::value).contains("74_granted-3");
  }

  @Test
  void replica_saysSo_andTheNodeRenewsByItself() throws Exception {
    RedisProcess redis = redis();
    TokenStore store = storeOn(redis);
    TokenCache node = platform.node(store);
    node.get(Platform.PATIENT);
    try (Jedis admin = redis.admin()) {
      admin.replicaof("127.0.0.1", 1);
      assertThatExceptionOfType(RedisException.class)
          .isThrownBy(() -> store.tryLock(KEY, "n1", Duration.ofSeconds(1)))
          .withMessageContaining(
              "could not ask for the right to renew: it answered READONLY, because it is a replica;"
                  + " expected the primary");
      Platform.kill(node);
      platform.ask(100, node);
      assertThat(platform.grants()).isEqualTo(2);
      admin.replicaofNoOne();
    }
    platform.letStoreRest();
    Platform.kill(node);

    assertThat(node.get(Platform.PATIENT).value()).isEqualTo("74_granted-3");
    assertThat(store.find(KEY)).map(AccessToken::value).contains("74_granted-3");
  }

  @Test
  void wrongPassword_saysSoWithoutIt_andTheNodeRenewsByItself() throws Exception {
    RedisProcess redis = RedisProcess.guarded("right-9f3a7c");
    open.add(redis);
    RedisServer wrong = redis.builder().password(Secret.of("wrong-5e1b8d")).build();
    TokenStore store = storeOn(wrong);

    assertThatExceptionOfType(RedisException.class)
        .isThrownBy(() -> store.find(KEY))
        .withMessageContaining("it answered WRONGPASS; expected the user and the password")
        .withNoCause();
    assertThatExceptionOfType(RedisException.class)
        .isThrownBy(() -> storeOn(redis.server()).find(KEY))
        .withMessageContaining("it answered NOAUTH");
    platform.ask(100, platform.node(store));
    assertThat(platform.grants()).isEqualTo(1);
    RedisServer right = redis.builder().password(Secret.of("right-9f3a7c")).build();
    assertThat(storeOn(right).find(KEY)).isEmpty();
  }

  @Test
  void scriptsThatTheServerForgot_areSentAgain() throws Exception {
    RedisProcess redis = RedisProcess.shared();
    TokenStore store = storeOn(redis);
    store.put(KEY, OLD);
    try (Jedis admin = redis.admin()) {
      admin.scriptFlush();
    }
    store.put(KEY, NEWER);
    assertThat(store.remove(KEY, NEWER.value())).isTrue();
  }

  @Test
  void renewerThatDies_holdsUpOthersForItsLeaseOnly() throws Exception {
    RedisProcess redis = RedisProcess.shared();
    storeOn(redis).tryLock(KEY, "dead", Duration.ofMillis(700));
    TokenCache node = platform.node(storeOn(redis));

    // The node's own time stands still, so it waits for as long as it takes.
    assertThat(node.get(Platform.PATIENT).value()).isEqualTo("74_granted-1");
    assertThat(platform.grants()).isEqualTo(1);
  }

  @Test
  void lockThatEndsTooLateOrNever_holdsNobodyUp() throws Exception {
    RedisProcess redis = RedisProcess.shared();
    TokenStore store = storeOn(redis);
    try (Jedis admin = redis.admin()) {
      store.tryLock(KEY, "n1", Duration.ofSeconds(15));
      String lock = admin.keys("*:renewer").iterator().next();
      assertThat(store.tryLock(KEY, "n2", Duration.ofSeconds(15))).isFalse();
      admin.pexpire(lock, Duration.ofHours(1).toMillis());
      assertThat(store.tryLock(KEY, "n2", Duration.ofSeconds(15))).isTrue();
      assertThat(admin.pttl(lock)).isBetween(1L, 15_000L);
      admin.persist(lock);
      assertThat(store.tryLock(KEY, "n3", Duration.ofSeconds(15))).isTrue();
    }
  }

  @Test
  void nodeThatSleepsPastItsLease_doesNotOverwriteWhatWasPutMeanwhile() throws Exception {
    RedisProcess redis = RedisProcess.shared();
    TokenStore slow = storeOn(redis);
    TokenStore quick = storeOn(redis);
    slow.tryLock(KEY, "slow", Duration.ofMillis(1));
    await().until(() -> quick.tryLock(KEY, "quick", Duration.ofMinutes(1)));
    quick.put(KEY, NEWER);
    slow.put(KEY, OLD);
    assertThat(quick.find(KEY)).contains(NEWER);

    // Nor after the other one gave the lock back.
    quick.unlock(KEY, "quick");
    slow.put(KEY, OLD);
    assertThat(quick.find(KEY)).contains(NEWER);

    // Once it gave up its turn it is a node like any other.
    slow.unlock(KEY, "slow");
    slow.put(KEY, OLD);
    assertThat(quick.find(KEY)).contains(OLD);
  }

  @Test
  void nodeThatSleepsPastItsLease_mayPutIfNobodyElseDid() throws Exception {
    RedisProcess redis = RedisProcess.shared();
    TokenStore slow = storeOn(redis);
    slow.put(KEY, OLD);
    slow.tryLock(KEY, "slow", Duration.ofMillis(1));
    await().until(() -> storeOn(redis).tryLock(KEY, "n2", Duration.ofMillis(1)));
    slow.put(KEY, NEWER);

    assertThat(slow.find(KEY)).contains(NEWER);
  }
}
