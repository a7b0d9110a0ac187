package io.notifyjava.token;

import static io.notifyjava.token.CacheFixture.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens live by elapsed time, never longer than granted. Rows C10 and C11. */
@Timeout(120)
class TokenCacheLifetimeTest {

  private final CacheFixture node = new CacheFixture();

  @Test
  void a_token_is_never_used_past_its_end() {
    node.get();
    node.platform.fails(FakePlatform.BUSY);
    node.time.pass(Duration.ofHours(2).minusNanos(1));
    assertThat(node.value()).isEqualTo("T1");

    node.time.pass(Duration.ofNanos(1));
    assertThat(node.failure().reason()).isEqualTo(FailureReason.UNAVAILABLE);
  }

  @Test
  void a_lifetime_counts_from_before_the_call() {
    node.platform.answers(
        call -> {
          node.time.pass(3);
          return new TokenSource.Grant("T" + call, Duration.ofSeconds(100));
        });
    AccessToken token = node.get();

    assertThat(token.expiresAt()).isEqualTo(node.time.instant().plusSeconds(97));
    node.time.pass(97);
    node.platform.heals();
    assertThat(node.value()).isEqualTo("T2");
  }

  @ParameterizedTest
  @ValueSource(ints = {3_600, -3_600})
  void a_jump_of_the_wall_clock_does_not_matter(int seconds) {
    node.get();
    node.time.jump(Duration.ofSeconds(seconds));
    node.time.pass(7_200 - 240 - 1);
    assertThat(node.value()).isEqualTo("T1");
    assertThat(node.executor.offered()).isZero();

    node.time.pass(1);
    node.get();
    assertThat(node.executor.offered()).isEqualTo(1);
    node.time.jump(Duration.ofSeconds(-seconds));
    node.executor.runAll();
    node.time.pass(7_200 - 240 - 1);
    assertThat(node.value()).isEqualTo("T2");
    assertThat(node.platform.calls()).isEqualTo(2);
  }

  @Test
  void an_absurd_lifetime_is_used_for_a_day() {
    node.platform.grantsFor(Duration.ofSeconds(1L << 31));
    Instant before = node.time.instant();
    assertThat(node.get().expiresAt()).isEqualTo(before.plus(Duration.ofHours(24)));
    node.time.pass(Duration.ofHours(24));

    assertThat(node.value()).isEqualTo("T2");
  }

  @Test
  void the_longest_lifetime_there_is_does_not_overflow() {
    node.platform.grantsFor(Duration.ofSeconds(Long.MAX_VALUE));

    assertThat(node.value()).isEqualTo("T1");
    node.time.pass(Duration.ofHours(23));
    assertThat(node.value()).isEqualTo("T1");
    assertThat(node.platform.calls()).isEqualTo(1);
  }

  @Test
  void a_token_that_had_ended_when_it_arrived_is_a_failure_and_not_a_loop() {
    node.platform.answers(
        call -> {
          node.time.pass(2);
          return new TokenSource.Grant("T" + call, Duration.ofSeconds(1));
        });

    assertThat(node.failure().text())
        .isEqualTo("The platform granted an access token that had ended when it arrived");
    assertThat(node.failure().reason()).isEqualTo(FailureReason.PROTOCOL);
    assertThat(node.platform.calls()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, 0, 4, 25 * 3_600 + 1, 1L << 31})
  void a_token_in_the_store_that_ended_or_ends_absurdly_late_is_ignored(long seconds) {
    node.stored("kept", Duration.ofSeconds(seconds));

    assertThat(node.value()).isEqualTo("T1");
    assertThat(node.inStore()).isEqualTo("T1");
  }

  @Test
  void a_token_in_the_store_that_ends_at_the_end_of_time_is_ignored() {
    node.store.put(CacheFixture.KEY, new AccessToken("kept", Instant.MAX));

    assertThat(node.value()).isEqualTo("T1");
  }

  @Test
  void a_token_in_the_store_is_used_for_what_is_left_of_its_life() {
    node.stored("kept", Duration.ofSeconds(100));

    assertThat(node.value()).isEqualTo("kept");
    node.time.pass(99);
    assertThat(node.value()).isEqualTo("kept");
    node.time.pass(1);
    assertThat(node.value()).isEqualTo("T1");
  }

  @Test
  void a_token_of_another_account_in_the_store_is_replaced_once() {
    node.stored("of-another-account", Duration.ofHours(1));
    node.cache.invalidate(node.get());

    assertThat(node.value()).isEqualTo("T1");
    assertThat(node.inStore()).isEqualTo("T1");
    assertThat(node.platform.calls()).isEqualTo(1);
  }

  @Test
  void a_token_that_the_platform_ends_a_minute_early_is_renewed_before() {
    node.proven();
    node.time.pass(7_200 - 60);
    // Nobody asked during the margin, so the first caller meets a refusal.
    AccessToken used = node.get();
    node.cache.invalidate(used);

    assertThat(node.value()).isEqualTo("T2");
  }

  @Test
  void the_smallest_policy_works() {
    Duration tick = Duration.ofNanos(1);
    CacheFixture tiny =
        new CacheFixture(
            POLICY.toBuilder().renewalLimit(tick).storeLimit(tick).backoff(tick, tick).build());

    assertThat(tiny.value()).isEqualTo("T1");
  }
}
