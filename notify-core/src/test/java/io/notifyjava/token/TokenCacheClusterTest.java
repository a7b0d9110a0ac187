package io.notifyjava.token;

import static io.notifyjava.token.CacheFixture.KEY;
import static io.notifyjava.token.CacheFixture.PATIENT;
import static io.notifyjava.token.CacheFixture.POLICY;
import static io.notifyjava.token.CacheFixture.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that share a store renew once between them. Rows C6 and C7. */
@Timeout(120)
class TokenCacheClusterTest {

  private final CacheFixture here = new CacheFixture();
  private final CacheFixture there = here.other();

  @Test
  void a_second_node_takes_the_token_of_the_first() {
    assertThat(here.value()).isEqualTo("T1");
    assertThat(there.value()).isEqualTo("T1");
    assertThat(here.platform.calls()).isEqualTo(1);
  }

  @Test
  void three_expiries_and_a_thousand_threads_on_two_nodes_cost_three_calls() throws Exception {
    for (int expiry = 1; expiry <= 3; expiry++) {
      Crowd<String> crowd = Crowd.of(500, here::value);
      Crowd<String> others = Crowd.of(500, there::value);

      crowd.allGot("T" + expiry);
      others.allGot("T" + expiry);
      assertThat(here.platform.calls()).isEqualTo(expiry);
      here.time.pass(Duration.ofHours(2));
    }
  }

  @Test
  void the_node_that_renews_late_takes_the_early_renewal_of_the_other() {
    here.get();
    there.get();
    here.time.pass(7_000);
    here.get();
    here.executor.runAll();
    assertThat(there.value()).isEqualTo("T1");
    there.executor.runAll();

    assertThat(there.value()).isEqualTo("T2");
    assertThat(here.platform.calls()).isEqualTo(2);
  }

  @Test
  void the_lock_is_given_back_before_anybody_is_told_that_the_renewal_failed() {
    List<String> states = new ArrayList<>();
    AtomicReference<CacheFixture> node = new AtomicReference<>();
    node.set(
        new CacheFixture(
            new ForwardingStore(new MemoryTokenStore()) {
              @Override
              public void unlock(TokenKey key, String holder) {
                states.add(node.get().cache.toString().replaceFirst(".*?, ", ""));
                super.unlock(key, holder);
              }
            }));
    node.get().platform.fails(FakePlatform.BUSY);

    assertThat(node.get().failure()).isNotNull();
    assertThat(states).as("whoever comes next finds it free").containsExactly("EMPTY, RENEWING]");
  }

  @Test
  void a_node_that_may_not_renew_early_does_not_hold_a_thread_meanwhile() {
    here.get();
    here.time.pass(7_000);
    here.store.tryLock(KEY, "another node", Duration.ofSeconds(15));
    here.get();
    here.executor.runAll();
    assertThat(here.value()).isEqualTo("T1");

    here.stored("from-elsewhere", Duration.ofHours(2));
    here.time.pass(1);
    here.get();
    here.executor.runAll();
    assertThat(here.value()).isEqualTo("from-elsewhere");
    assertThat(here.platform.calls()).isEqualTo(1);
  }

  @Test
  void a_node_without_a_token_waits_for_the_one_that_renews() throws Exception {
    FakePlatform.Gate gate = here.platform.blocks();
    Crowd<String> first = Crowd.of(1, here::value);
    gate.awaitCall();
    // A patient pause, or the virtual four seconds would be over before the gate opens.
    TokenCache waiting = there.builder(POLICY).pause(LockSupport::parkNanos).build();
    Crowd<String> second = Crowd.of(1, () -> waiting.get(PATIENT).value()).awaitStill();
    gate.open();

    first.allGot("T1");
    second.allGot("T1");
    assertThat(here.platform.calls()).isEqualTo(1);
  }

  @Test
  void a_node_that_waits_in_vain_says_so_and_makes_no_call() {
    here.store.tryLock(KEY, "a node that hangs", Duration.ofHours(1));

    assertThat(here.failure().reason()).isEqualTo(FailureReason.TIMEOUT);
    assertThat(here.failure().retryable()).isTrue();
    assertThat(here.failure().text())
        .isEqualTo(
            "Another node holds the lock for renewing the access token, but put none into the"
                + " token store in time; if that node died, its lock ends with its lease");
    assertThat(here.platform.calls()).isZero();
  }

  @Test
  void the_renewal_of_a_node_that_died_is_taken_over_when_its_lease_ends() {
    here.store.tryLock(KEY, "a node that died", POLICY.lockLease());
    here.failure();
    here.time.pass(POLICY.lockLease());

    assertThat(here.value()).isEqualTo("T1");
  }

  @Test
  void a_lock_that_comes_late_leaves_time_for_the_call_or_is_handed_on() {
    Duration almost = POLICY.renewalLimit().minusMillis(500);
    here.store.tryLock(KEY, "a node that died", almost);

    assertThat(here.value()).isEqualTo("T1");
    assertThat(here.platform.limit()).isGreaterThan(Duration.ofSeconds(3));
  }

  @Test
  void a_renewal_that_outlived_its_lock_does_not_overwrite_the_token_of_another_node() {
    here.platform.answers(
        call -> {
          here.time.pass(POLICY.lockLease());
          here.stored("from-elsewhere", Duration.ofHours(2));
          return new TokenSource.Grant("T" + call, Duration.ofHours(2));
        });

    assertThat(here.value()).isEqualTo("T1");
    assertThat(here.inStore()).isEqualTo("from-elsewhere");
  }

  @Test
  void the_lock_is_free_after_a_success_a_failure_and_an_error() {
    here.get();
    assertLockIsFree();

    here.time.pass(Duration.ofHours(2));
    here.platform.fails(FakePlatform.BUSY);
    here.failure();
    assertLockIsFree();

    here.time.pass(60);
    here.platform.answers(
        call -> {
          throw new AssertionError("thrown by the source of this test");
        });
    assertThatThrownBy(here::get).isInstanceOf(AssertionError.class);
    assertLockIsFree();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void assertLockIsFree() {
    assertThat(here.store.tryLock(KEY, "test", Duration.ofSeconds(1))).isTrue();
    here.store.unlock(KEY, "test");
  }

  @Test
  void a_node_whose_calls_fail_finds_the_token_of_another_within_a_second() {
    here.platform.fails(FakePlatform.BAD_SECRET);
    here.failure();
    here.stored("from-elsewhere", Duration.ofHours(2));
    here.time.pass(1);

    assertThat(here.value()).isEqualTo("from-elsewhere");
    assertThat(here.platform.calls()).isEqualTo(1);
  }

  @Test
  void a_token_that_this_node_replaced_does_not_come_back_through_the_store() {
    AccessToken old = here.proven();
    here.cache.invalidate(old);
    here.get();
    here.store.put(KEY, old);
    here.time.pass(7_000);
    here.get();
    here.executor.runAll();

    assertThat(here.value()).isEqualTo("T3");
  }

  @Test
  void a_store_that_comes_back_with_a_token_of_long_ago_is_not_believed() {
    AccessToken old = here.proven();
    for (int kill = 1; kill <= 15; kill++) {
      here.cache.invalidate(here.proven());
    }
    here.store.put(KEY, old);

    assertThat(here.value()).isEqualTo("T16");
  }

  @Test
  void a_token_that_was_renewed_early_does_not_come_back_through_the_store() {
    AccessToken old = here.proven();
    here.time.pass(7_000);
    here.get();
    here.executor.runAll();
    here.store.put(KEY, old);
    here.cache.invalidate(here.proven());

    assertThat(here.value()).isEqualTo("T3");
  }

  @Test
  void a_refusal_on_one_node_and_then_the_other_costs_one_call() {
    AccessToken killed = here.proven();
    there.proven();
    here.cache.invalidate(killed);
    assertThat(here.value()).isEqualTo("T2");
    there.cache.invalidate(killed);

    assertThat(there.value()).isEqualTo("T2");
    assertThat(here.inStore()).isEqualTo("T2");
    assertThat(here.platform.calls()).isEqualTo(2);
  }

  @Test
  void a_renewal_that_waits_for_the_lock_while_a_refusal_finds_the_others_token_costs_no_call()
      throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch found = new CountDownLatch(1);
    AtomicBoolean isRefusal = new AtomicBoolean();
    CacheFixture node =
        new CacheFixture(
            new ForwardingStore(new MemoryTokenStore()) {
              @Override
              public boolean inMemory() {
                return true;
              }

              @Override
              public Optional<AccessToken> find(TokenKey key) {
                if (isRefusal.getAndSet(false)) {
                  refused.countDown();
                  await(asked);
                }
                return super.find(key);
              }

              @Override
              public boolean tryLock(TokenKey key, String holder, Duration lease) {
                if (refused.getCount() == 0) {
                  asked.countDown();
                  await(found);
                }
                return super.tryLock(key, holder, lease);
              }
            });
    AccessToken killed = node.proven();
    node.stored("from-elsewhere", Duration.ofHours(2));
    isRefusal.set(true);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Boolean> refusal = threads.submit(() -> node.cache.invalidate(killed));
      await(refused);
      Future<String> other = threads.submit(node::value);
      assertThat(refusal.get()).isTrue();
      found.countDown();

      assertThat(other.get()).isEqualTo("from-elsewhere");
      assertThat(node.platform.calls()).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_renewal_that_nobody_needs_any_more_does_not_stand_in_the_way_of_the_next() {
    CountingStore store = new CountingStore(new MemoryTokenStore());
    CacheFixture node = new CacheFixture(store);
    AccessToken used = node.proven();
    node.stored("from-elsewhere", Duration.ofHours(2));
    // While the refusal is handled, a caller without time starts a renewal that nobody runs.
    store.before(
        () -> {
          store.before(() -> {});
          failureOf(() -> node.cache.get(Duration.ZERO));
        });
    node.cache.invalidate(used);

    assertThat(node.value()).isEqualTo("from-elsewhere");
    node.time.pass(7_000);
    node.get();
    assertThat(node.executor.offered()).isEqualTo(1);
  }

  @Test
  void nodes_without_a_shared_store_that_kill_each_others_tokens_settle_at_one_call_a_minute() {
    // The platform knows one good token: the latest.
    ManualTime time = here.time;
    FakePlatform platform = here.platform;
    List<TokenCache> nodes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      nodes.add(here.builder(POLICY).store(new MemoryTokenStore(time::ticks)).build());
    }
    int failed = 0;
    for (int tenth = 0; tenth < 6_000; tenth++) {
      for (TokenCache node : nodes) {
        failed += sendWith(node, platform) ? 0 : 1;
      }
      time.pass(Duration.ofMillis(100));
    }

    // Ten minutes: each node spends its burst and then earns one renewal a minute.
    assertThat(platform.calls()).isLessThanOrEqualTo(2 * (1 + POLICY.burst() + 10));
    assertThat(failed).isPositive();
  }

  private static boolean sendWith(TokenCache node, FakePlatform platform) {
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        AccessToken token = node.get(PATIENT);
        if (token.value().equals("T" + platform.calls())) {
          node.confirm(token);
          return true;
        }
        node.invalidate(token);
      } catch (TokenException e) {
        return false;
      }
    }
    return false;
  }

  @Test
  void threads_that_send_while_tokens_are_killed_lose_nothing_and_renew_once_per_kill()
      throws Exception {
    ExecutorService background = Executors.newCachedThreadPool();
    KillingPlatform platform = new KillingPlatform();
    TokenCache cache =
        TokenCache.builder(KEY, platform)
            .store(new MemoryTokenStore())
            .executor(background)
            .policy(POLICY)
            .build();
    try {
      Crowd<Integer> senders = Crowd.of(32, () -> platform.send(cache, 2_000));
      assertThat(senders.results()).containsOnly(2_000);
      assertThat(platform.grants()).isEqualTo(1 + KillingPlatform.KILLS);
    } finally {
      background.shutdownNow();
    }
  }

  @Test
  void a_caller_in_a_hurry_is_not_held_up_by_the_lock_of_another_node() {
    here.store.tryLock(KEY, "a node that hangs", Duration.ofHours(1));
    here.executor.rejects(true);

    assertThat(failureOf(() -> here.cache.get(Duration.ofSeconds(1))).reason())
        .isEqualTo(FailureReason.TIMEOUT);
  }

  @Test
  void a_node_whose_budget_is_spent_waits_for_the_others_renewal() throws Exception {
    CountingStore store = new CountingStore(new MemoryTokenStore(here.time::ticks));
    CacheFixture spent = new CacheFixture(here.time, here.platform, store, POLICY);
    CacheFixture other = spent.other();
    AccessToken killed = spendBudget(spent);

    Crowd<String> waiting = Crowd.of(20, spent::value);
    other.stored("from-elsewhere", Duration.ofHours(2));

    waiting.allGot("from-elsewhere");
    assertThat(killed.value()).isNotEqualTo("from-elsewhere");
    assertThat(spent.platform.calls()).isEqualTo(POLICY.burst() + 1);
  }

  @Test
  void a_node_whose_budget_is_spent_fails_when_its_callers_time_is_over() {
    CountingStore store = new CountingStore(new MemoryTokenStore(here.time::ticks));
    CacheFixture spent = new CacheFixture(here.time, here.platform, store, POLICY);
    spendBudget(spent);
    int asked = store.questions();
    long before = spent.time.ticks();

    assertThat(failureOf(() -> spent.cache.get(Duration.ofSeconds(3))).code())
        .isEqualTo("token-budget");
    assertThat(Duration.ofNanos(spent.time.ticks() - before)).isEqualTo(Duration.ofSeconds(3));
    // A look every 100 ms, however many wait.
    assertThat(store.questions() - asked).isBetween(20, 31);
  }

  @Test
  void a_node_whose_budget_is_spent_waits_for_nobody_while_the_store_is_down() {
    CountingStore store = new CountingStore(new MemoryTokenStore(here.time::ticks));
    CacheFixture spent = new CacheFixture(here.time, here.platform, store, POLICY);
    spendBudget(spent);
    store.before(
        () -> {
          throw new IllegalStateException("down");
        });
    long before = spent.time.ticks();

    assertThat(failureOf(spent::get).code()).isEqualTo("token-budget");
    assertThat(Duration.ofNanos(spent.time.ticks() - before)).isLessThan(Duration.ofSeconds(1));
  }

  /** Has tokens killed until the node may not renew any more; returns the last one. */
  private static AccessToken spendBudget(CacheFixture node) {
    AccessToken last = node.proven();
    for (int kill = 0; kill < POLICY.burst(); kill++) {
      node.cache.invalidate(last);
      last = node.proven();
    }
    node.cache.invalidate(last);
    return last;
  }
}
