package io.notifyjava.token;

import static io.notifyjava.token.FakePlatform.BAD_SECRET;
import static io.notifyjava.token.FakePlatform.BUSY;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A source that fails is called once per step, and everybody is told why. Rows C2 and C3. */
@Timeout(120)
class TokenCacheFailureTest {

  private final CacheFixture node = new CacheFixture();

  private int callsIn(int seconds) {
    int before = node.platform.calls();
    for (int i = 0; i < seconds * 10; i++) {
      node.failure();
      node.time.pass(Duration.ofMillis(100));
    }
    return node.platform.calls() - before;
  }

  @Test
  void one_call_per_step_of_the_backoff() {
    node.platform.fails(BUSY);

    // At 0, 1, 3 and 7 seconds.
    assertThat(callsIn(10)).isEqualTo(4);
  }

  @Test
  void a_thousand_callers_share_one_failing_call_and_its_failure() throws Exception {
    node.platform.fails(BUSY);
    FakePlatform.Gate gate = node.platform.blocks();
    Crowd<Failure> crowd = Crowd.of(1_000, node::failure).awaitStill();
    gate.open();

    Failure told = BUSY.retryAfter(Duration.ofSeconds(1));
    crowd.allGot(told);
    assertThat(Crowd.of(1_000, node::failure).results()).containsOnly(told);
    assertThat(node.platform.calls()).isEqualTo(1);
  }

  @Test
  void callers_recover_with_one_call_after_the_step_in_which_the_source_healed() throws Exception {
    node.platform.fails(BUSY);
    callsIn(10);
    node.platform.heals();
    node.time.pass(5);

    Crowd.of(1_000, node::value).allGot("T5");
    assertThat(node.platform.calls()).isEqualTo(5);
  }

  @Test
  void the_backoff_starts_over_after_a_success() {
    node.platform.fails(BUSY);
    callsIn(100);
    node.platform.heals();
    node.time.pass(60);
    node.get();
    node.time.pass(Duration.ofHours(2));
    node.platform.fails(BUSY);

    assertThat(callsIn(10)).isEqualTo(4);
  }

  @Test
  void jitter_shortens_a_step_by_a_fifth_at_most() {
    TokenCache cache =
        node.builder(CacheFixture.POLICY).random(CacheFixture.constant(0.999_999)).build();
    node.platform.fails(BUSY);
    CacheFixture.failureOf(() -> cache.get(CacheFixture.PATIENT));
    node.time.pass(Duration.ofMillis(799));
    CacheFixture.failureOf(() -> cache.get(CacheFixture.PATIENT));
    assertThat(node.platform.calls()).isEqualTo(1);

    node.time.pass(Duration.ofMillis(2));
    CacheFixture.failureOf(() -> cache.get(CacheFixture.PATIENT));
    assertThat(node.platform.calls()).isEqualTo(2);
  }

  @Test
  void a_wrong_set_up_is_tried_three_times_a_minute_at_most_and_named() {
    node.platform.fails(BAD_SECRET);

    assertThat(node.failure()).isEqualTo(BAD_SECRET);
    assertThat(callsIn(60)).isLessThanOrEqualTo(2);
    assertThat(callsIn(600)).isLessThanOrEqualTo(30);
    assertThat(new TokenException(node.failure()))
        .hasMessage("No access token: AUTHENTICATION 40125: invalid appsecret");
  }

  @Test
  void a_set_up_that_was_mended_is_noticed_within_half_a_minute() {
    node.platform.fails(BAD_SECRET);
    node.failure();
    node.platform.heals();
    node.time.pass(30);

    assertThat(node.value()).isEqualTo("T2");
  }

  @Test
  void the_time_that_the_platform_asks_for_is_waited() {
    node.platform.fails(BUSY.retryAfter(Duration.ofSeconds(40)));
    node.failure();

    assertThat(callsIn(40)).isZero();
    assertThat(callsIn(1)).isEqualTo(1);
  }

  @Test
  void a_platform_that_asks_for_years_is_asked_again_after_five_minutes() {
    node.platform.fails(BUSY.retryAfter(Duration.ofDays(36_500)));
    node.failure();
    node.time.pass(Duration.ofMinutes(5));
    node.platform.heals();

    assertThat(node.value()).isEqualTo("T2");
  }

  @Test
  void an_exception_that_is_not_ours_is_a_failure_without_its_message() {
    node.platform.answers(
        call -> {
          throw new IllegalStateException("https://host/token?secret=canary");
        });

    assertThat(node.failure().reason()).isEqualTo(FailureReason.INTERNAL);
    assertThat(node.failure().text())
        .isEqualTo(
            "The token source threw java.lang.IllegalStateException; expected a grant or a"
                + " TokenException. Its message is left out, because it may hold a secret");
    assertThat(node.platform.calls()).isEqualTo(1);
  }

  @Test
  void no_grant_and_a_grant_that_is_no_token_are_failures_and_never_cached() {
    node.platform.answers(call -> null);
    assertThat(node.failure().text()).contains("NullPointerException");

    node.time.pass(10);
    node.platform.grants("x".repeat(2_049), Duration.ofHours(2));
    assertThat(node.failure().text()).contains("IllegalArgumentException");

    node.time.pass(10);
    node.platform.grants("T\r\nX-Evil: 1", Duration.ofHours(2));
    assertThat(node.failure().text()).contains("IllegalArgumentException");

    node.time.pass(10);
    node.platform.heals();
    assertThat(node.value()).isEqualTo("T4");
  }

  @Test
  void the_listener_is_told_of_each_call_and_of_nothing_else() {
    node.platform.answers(
        call -> {
          node.time.pass(Duration.ofMillis(20));
          throw new TokenException(BUSY);
        });
    node.failure();
    node.failure();
    node.platform.heals();
    node.time.pass(1);
    node.get();
    node.get();

    assertThat(node.renewals)
        .isEqualTo(
            List.of(
                new TokenRenewal(CacheFixture.KEY, BUSY, Duration.ofMillis(20)),
                new TokenRenewal(CacheFixture.KEY, null, Duration.ZERO)));
    assertThat(node.renewals).extracting(TokenRenewal::succeeded).containsExactly(false, true);
  }

  @Test
  void a_listener_that_throws_or_asks_for_the_token_changes_nothing() {
    AtomicReference<TokenCache> self = new AtomicReference<>();
    AtomicInteger told = new AtomicInteger();
    self.set(
        node.builder(CacheFixture.POLICY)
            .listener(
                renewal -> {
                  told.incrementAndGet();
                  self.get().get(CacheFixture.PATIENT);
                  throw new IllegalStateException("thrown by the listener of this test");
                })
            .build());

    assertThat(self.get().get(CacheFixture.PATIENT).value()).isEqualTo("T1");
    assertThat(self.get().get(CacheFixture.PATIENT).value()).isEqualTo("T1");
    assertThat(told).hasValue(1);
  }

  @Test
  void the_state_shows_in_words_and_the_token_does_not() {
    assertThat(node.cache).hasToString("TokenCache[api.weixin.qq.com/wx0***ef, EMPTY]");
    node.get();
    assertThat(node.cache).hasToString("TokenCache[api.weixin.qq.com/wx0***ef, FRESH]");
    node.time.pass(7_000);
    assertThat(node.cache).hasToString("TokenCache[api.weixin.qq.com/wx0***ef, STALE]");
    node.get();
    assertThat(node.cache).hasToString("TokenCache[api.weixin.qq.com/wx0***ef, STALE, RENEWING]");
    node.platform.fails(BUSY);
    node.time.pass(200);
    node.failure();
    assertThat(node.cache).hasToString("TokenCache[api.weixin.qq.com/wx0***ef, FAILED]");
  }
}
