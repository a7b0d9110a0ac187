package io.notifyjava.token;

import static io.notifyjava.token.CacheFixture.KEY;
import static io.notifyjava.token.CacheFixture.PATIENT;
import static io.notifyjava.token.CacheFixture.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A store that is down, hangs or holds nonsense costs the cluster rule, and nothing else. C9, C11.
 */
@Timeout(120)
class TokenCacheStoreFaultTest {

  private static final Runnable DOWN =
      () -> {
        throw new IllegalStateException("canary: cannot connect to redis://user:canary@host");
      };

  private final MemoryTokenStore shared = new MemoryTokenStore();
  private final CountingStore store = new CountingStore(shared);
  private final CacheFixture node = new CacheFixture(store);
  private final CountDownLatch answering = new CountDownLatch(1);

  private void hang() {
    try {
      answering.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("A store must not be interrupted", e);
    }
  }

  @Test
  void a_store_that_is_down_leaves_one_call_per_expiry_for_a_thousand_threads() throws Exception {
    store.before(DOWN);
    for (int expiry = 1; expiry <= 3; expiry++) {
      Crowd.of(1_000, node::value).allGot("T" + expiry);
      node.time.pass(Duration.ofHours(2));
    }

    assertThat(node.platform.calls()).isEqualTo(3);
  }

  @Test
  void a_store_that_is_down_is_left_alone_for_five_seconds() {
    store.before(DOWN);
    node.get();
    assertThat(store.questions()).isEqualTo(1);

    for (int i = 0; i < 10; i++) {
      node.time.pass(Duration.ofMillis(499));
      node.cache.invalidate(node.proven());
      node.get();
    }
    assertThat(store.questions()).isEqualTo(1);

    node.time.pass(Duration.ofMillis(11));
    node.cache.invalidate(node.proven());
    assertThat(store.questions()).isEqualTo(2);
  }

  @Test
  void a_store_that_answers_again_is_used_again() {
    store.before(DOWN);
    node.get();
    store.before(() -> {});
    node.time.pass(Duration.ofHours(2));

    assertThat(node.value()).isEqualTo("T2");
    assertThat(node.inStore()).isEqualTo("T2");
  }

  @Test
  void a_store_that_went_down_after_the_lock_is_no_loss() {
    AtomicInteger questions = new AtomicInteger();
    store.before(
        () -> {
          if (questions.incrementAndGet() > 1) {
            DOWN.run();
          }
        });

    assertThat(node.value()).isEqualTo("T1");
    assertThat(node.platform.calls()).isEqualTo(1);
  }

  @Test
  void a_store_that_never_answers_costs_its_limit_once() {
    store.before(this::hang);
    TokenCache cache = node.builder(brief()).build();

    assertThat(cache.get(PATIENT).value()).isEqualTo("T1");
    assertThat(store.questions()).isEqualTo(1);
    for (int expiry = 2; expiry < 10; expiry++) {
      node.time.pass(Duration.ofHours(2));
      assertThat(cache.get(PATIENT).value()).isEqualTo("T" + expiry);
    }
    // The one question is still open, so there is no other thread, and nobody waited again.
    assertThat(store.questions()).isEqualTo(1);
    answering.countDown();
  }

  @Test
  void the_first_question_may_take_longer_because_a_client_is_loaded_for_it() {
    AtomicInteger questions = new AtomicInteger();
    store.before(
        () -> {
          if (questions.incrementAndGet() == 1) {
            // Four times the limit of all others.
            awaited(new CountDownLatch(1), Duration.ofMillis(200));
          }
        });
    TokenCachePolicy policy = brief().toBuilder().firstStoreLimit(Duration.ofSeconds(4)).build();

    assertThat(node.builder(policy).build().get(PATIENT).value()).isEqualTo("T1");
    assertThat(node.inStore()).as("it did not count as down").isEqualTo("T1");
  }

  @Test
  void only_the_first_question_may_take_longer() {
    TokenCachePolicy policy = brief().toBuilder().firstStoreLimit(Duration.ofSeconds(4)).build();
    TokenCache cache = node.builder(policy).build();
    cache.get(PATIENT);
    store.before(this::hang);
    node.time.pass(Duration.ofHours(2));
    long begun = System.nanoTime();

    assertThat(cache.get(PATIENT).value()).isEqualTo("T2");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    answering.countDown();
  }

  @Test
  void a_store_that_is_slow_but_answers_is_not_down_for_those_who_wait_their_turn()
      throws Exception {
    store.before(() -> awaited(new CountDownLatch(1), Duration.ofMillis(1_200)));
    TokenCachePolicy policy = POLICY.toBuilder().storeLimit(Duration.ofSeconds(2)).build();
    GuardedStore guarded = new GuardedStore(store, KEY, node.time::ticks, policy);

    // The last of them waits longer for its turn than for its answer.
    Crowd.of(3, () -> guarded.tryLock("this node").name()).allGot("MINE");
  }

  @Test
  void a_lock_that_is_granted_too_late_is_given_back() {
    CountDownLatch unlocked = new CountDownLatch(1);
    TokenStore slow =
        new ForwardingStore(shared) {
          @Override
          public boolean tryLock(TokenKey key, String holder, Duration lease) {
            boolean mine = super.tryLock(key, holder, lease);
            hang();
            return mine;
          }

          @Override
          public void unlock(TokenKey key, String holder) {
            super.unlock(key, holder);
            unlocked.countDown();
          }
        };
    CacheFixture late = new CacheFixture(slow);
    TokenCache cache = late.builder(brief()).build();
    assertThat(cache.get(PATIENT).value()).isEqualTo("T1");
    answering.countDown();

    assertThat(awaited(unlocked)).isTrue();
    assertThat(shared.tryLock(KEY, "another node", Duration.ofSeconds(1))).isTrue();
  }

  private static boolean awaited(CountDownLatch latch) {
    return awaited(latch, Duration.ofSeconds(10));
  }

  private static boolean awaited(CountDownLatch latch, Duration time) {
    try {
      return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TokenCachePolicy brief() {
    Duration limit = Duration.ofMillis(50);
    return POLICY.toBuilder().storeLimit(limit).firstStoreLimit(limit).build();
  }

  @Test
  void an_interrupt_does_not_leave_the_lock_behind() throws Exception {
    FakePlatform.Gate gate = node.platform.blocks();
    Crowd<String> leader = Crowd.of(1, node::value);
    gate.awaitCall();
    leader.thread(0).interrupt();
    leader.awaitStill();

    assertThat(shared.tryLock(KEY, "another node", Duration.ofSeconds(1))).isTrue();
  }

  @Test
  void something_in_the_store_that_is_no_token_is_replaced_once() {
    TokenStore garbage =
        new ForwardingStore(shared) {
          @Override
          public Optional<AccessToken> find(TokenKey key) {
            // What a store does with ten megabytes that stand where a token should.
            return Optional.of(new AccessToken("x".repeat(10_000_000), Instant.MAX));
          }
        };
    CacheFixture fed = new CacheFixture(garbage);

    assertThat(fed.value()).isEqualTo("T1");
    assertThat(fed.value()).isEqualTo("T1");
    assertThat(shared.find(KEY)).map(AccessToken::value).contains("T1");
    assertThat(fed.platform.calls()).isEqualTo(1);
  }

  @Test
  void a_store_that_breaks_its_contract_with_null_counts_as_down() {
    TokenStore broken =
        new ForwardingStore(shared) {
          @Override
          public Optional<AccessToken> find(TokenKey key) {
            return null;
          }
        };

    assertThat(new CacheFixture(broken).value()).isEqualTo("T1");
  }

  @Test
  void a_store_whose_driver_is_missing_counts_as_down() {
    store.before(
        () -> {
          throw new NoClassDefFoundError("redis/clients/jedis/Jedis");
        });

    assertThat(node.value()).isEqualTo("T1");
  }

  @Test
  void the_log_warns_once_and_names_no_message_of_the_driver() {
    try (LogCapture log = new LogCapture("io.notifyjava.token")) {
      store.before(DOWN);
      node.get();
      node.time.pass(Duration.ofHours(2));
      node.get();
      store.before(() -> {});
      node.time.pass(Duration.ofHours(2));
      node.get();

      assertThat(log.at(Level.WARN))
          .containsExactly(
              "Token store of api.weixin.qq.com/wx0***ef is down (java.lang.IllegalStateException):"
                  + " this process renews without it until it answers again");
      assertThat(log.at(Level.INFO))
          .containsExactly(
              "Token store of api.weixin.qq.com/wx0***ef answers again after 2 faults");
      assertThat(log.everything()).doesNotContain("canary");
    }
  }

  @Test
  void a_store_in_memory_is_asked_in_the_calling_thread() {
    AtomicInteger foreign = new AtomicInteger();
    Thread caller = Thread.currentThread();
    CountingStore counted = new CountingStore(shared);
    counted.before(
        () -> {
          if (Thread.currentThread() != caller) {
            foreign.incrementAndGet();
          }
        });
    TokenStore inMemory =
        new ForwardingStore(counted) {
          @Override
          public boolean inMemory() {
            return true;
          }
        };
    new CacheFixture(inMemory).get();
    assertThat(foreign).hasValue(0);

    new CacheFixture(counted).get();
    assertThat(foreign).hasPositiveValue();
  }
}
