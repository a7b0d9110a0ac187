package io.notifyjava.token;

import static io.notifyjava.token.CacheFixture.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A refused token is dropped by value and renewed within the budget. Row C5. */
@Timeout(120)
class TokenCacheInvalidationTest {

  private static final String NEVER_ACCEPTED =
      "The platform refuses a new access token that it never accepted once, so it is renewed at"
          + " most once a minute. Check that application id, secret and base URL belong"
          + " together, and that no other program fetches tokens of this account without"
          + " sharing the token store";

  private final CacheFixture node = new CacheFixture();

  private void refuse(AccessToken token) {
    assertThat(node.cache.invalidate(token)).isTrue();
  }

  @Test
  void a_refused_token_is_renewed_by_the_next_caller() {
    AccessToken refused = node.proven();
    refuse(refused);

    assertThat(node.inStore()).isEmpty();
    assertThat(node.platform.calls()).isEqualTo(1);
    assertThat(node.value()).isEqualTo("T2");
    assertThat(node.inStore()).isEqualTo("T2");
  }

  @Test
  void a_late_refusal_does_not_end_a_newer_token() {
    AccessToken old = node.proven();
    refuse(old);
    node.get();

    assertThat(node.cache.invalidate(old)).isFalse();
    assertThat(node.value()).isEqualTo("T2");
    assertThat(node.platform.calls()).isEqualTo(2);
  }

  @Test
  void a_refusal_counts_by_value_and_not_by_instance() {
    AccessToken token = node.proven();

    assertThat(node.cache.invalidate(new AccessToken(token.value(), token.expiresAt()))).isTrue();
    assertThat(node.cache.invalidate(token)).isFalse();
  }

  @Test
  void an_empty_cache_has_nothing_to_refuse() {
    assertThat(node.cache.invalidate(new AccessToken("T1", node.time.instant()))).isFalse();
  }

  @Test
  void a_newer_token_of_another_node_is_taken_over_without_a_call() {
    AccessToken refused = node.proven();
    node.stored("from-elsewhere", Duration.ofHours(1));
    refuse(refused);

    assertThat(node.value()).isEqualTo("from-elsewhere");
    assertThat(node.inStore()).isEqualTo("from-elsewhere");
    assertThat(node.platform.calls()).isEqualTo(1);
  }

  @Test
  void ten_kills_of_proven_tokens_within_seconds_cost_ten_renewals_and_no_failure() {
    for (int kill = 0; kill < 10; kill++) {
      refuse(node.proven());
      node.time.pass(Duration.ofMillis(300));
    }

    assertThat(node.value()).isEqualTo("T11");
    assertThat(node.platform.calls()).isEqualTo(11);
  }

  @Test
  void kills_beyond_the_burst_wait_for_the_refill_and_say_so() {
    for (int kill = 0; kill < POLICY.burst(); kill++) {
      refuse(node.proven());
    }
    refuse(node.proven());

    assertThat(node.failure().reason()).isEqualTo(FailureReason.AUTHENTICATION);
    assertThat(node.failure().retryable()).isTrue();
    assertThat(node.failure().retryAfter()).contains(Duration.ofMinutes(1));
    assertThat(node.failure().text())
        .isEqualTo(
            "Access tokens were refused and renewed 20 times in short order; something else seems"
                + " to renew tokens of this account. Let it share the token store, or use the"
                + " platform's stable token");
    assertThat(node.platform.calls()).isEqualTo(21);

    node.time.pass(59);
    assertThat(node.failure().retryAfter()).contains(Duration.ofSeconds(1));
    node.time.pass(1);
    refuse(node.proven());
    assertThat(node.platform.calls()).isEqualTo(22);
    assertThat(node.failure().code()).isEqualTo("token-budget");
  }

  @Test
  void a_token_that_was_never_accepted_is_renewed_once_and_then_once_a_minute() {
    refuse(node.get());
    refuse(node.get());

    assertThat(node.failure().reason()).isEqualTo(FailureReason.AUTHENTICATION);
    assertThat(node.failure().retryable()).isFalse();
    assertThat(node.failure().text()).isEqualTo(NEVER_ACCEPTED);
    assertThat(node.platform.calls()).isEqualTo(2);

    node.time.pass(59);
    assertThat(node.failure().text()).isEqualTo(NEVER_ACCEPTED);
    node.time.pass(1);
    refuse(node.get());
    assertThat(node.failure().text()).isEqualTo(NEVER_ACCEPTED);
    assertThat(node.platform.calls()).isEqualTo(3);
  }

  @Test
  void a_platform_that_refuses_for_a_day_costs_less_than_its_daily_quota() {
    for (int second = 0; second < 86_400; second++) {
      try {
        refuse(node.get());
      } catch (TokenException e) {
        assertThat(e.failure().reason()).isEqualTo(FailureReason.AUTHENTICATION);
      }
      node.time.pass(1);
    }

    assertThat(node.platform.calls()).isBetween(1_000, 1_440 + 1);
  }

  @Test
  void a_platform_that_hands_back_the_refused_token_for_a_day_is_not_called_more_often() {
    node.platform.grants("T1", Duration.ofHours(2));
    for (int second = 0; second < 86_400; second++) {
      try {
        refuse(node.get());
      } catch (TokenException e) {
        assertThat(e.failure().reason()).isEqualTo(FailureReason.AUTHENTICATION);
      }
      node.time.pass(1);
    }

    assertThat(node.platform.calls()).isBetween(1_000, 1_440 + 1);
  }

  @Test
  void a_denied_renewal_is_logged_once() {
    try (LogCapture log = new LogCapture("io.notifyjava.token")) {
      refuse(node.get());
      refuse(node.get());
      for (int second = 0; second < 50; second++) {
        node.failure();
        node.time.pass(1);
      }

      assertThat(log.at(Level.WARN))
          .containsExactly(
              "Access token of api.weixin.qq.com/wx0***ef may not be renewed now: AUTHENTICATION"
                  + " token-refused: "
                  + NEVER_ACCEPTED);
    }
  }

  @Test
  void a_token_that_was_accepted_once_gets_a_new_one_whatever_came_before() {
    refuse(node.get());
    refuse(node.proven());

    assertThat(node.value()).isEqualTo("T3");
  }

  @Test
  void an_acceptance_that_is_reported_after_the_refusal_counts() {
    refuse(node.get());
    AccessToken used = node.get();
    refuse(used);
    assertThat(node.failure().text()).isEqualTo(NEVER_ACCEPTED);
    node.cache.confirm(used);

    assertThat(node.value()).isEqualTo("T3");
  }

  @Test
  void an_acceptance_of_an_older_token_says_nothing_about_the_one_in_use() {
    AccessToken old = node.get();
    refuse(old);
    AccessToken used = node.get();
    node.cache.confirm(old);
    refuse(used);

    assertThat(node.failure().text()).isEqualTo(NEVER_ACCEPTED);
  }

  @Test
  void a_refusal_when_a_renewal_is_due_anyway_costs_no_budget() {
    node.platform.grantsFor(Duration.ofSeconds(100));
    refuse(node.get());
    AccessToken used = node.get();
    node.time.pass(50);
    refuse(used);

    // Ten seconds before the minute is over, and yet.
    assertThat(node.value()).isEqualTo("T3");
  }

  @Test
  void a_token_that_was_never_accepted_draws_on_the_burst_too() {
    CacheFixture tight =
        new CacheFixture(POLICY.toBuilder().budget(1, Duration.ofHours(1)).build());
    tight.cache.invalidate(tight.get());
    tight.cache.invalidate(tight.proven());

    assertThat(tight.failure().code()).isEqualTo("token-budget");
  }

  @Test
  void a_proven_token_that_is_handed_back_is_used_again_since_the_refusal_may_be_a_mistake() {
    node.platform.grants("T1", Duration.ofHours(2));
    refuse(node.proven());

    assertThat(node.value()).isEqualTo("T1");
    assertThat(node.platform.calls()).isEqualTo(2);
    refuse(node.get());
    assertThat(node.failure().reason()).isEqualTo(FailureReason.AUTHENTICATION);
    assertThat(node.platform.calls()).isEqualTo(2);
  }

  @Test
  void an_unproven_token_that_is_handed_back_is_a_failure_and_is_not_used() {
    node.platform.grants("T1", Duration.ofHours(2));
    refuse(node.get());

    assertThat(node.failure().reason()).isEqualTo(FailureReason.AUTHENTICATION);
    assertThat(node.failure().text())
        .isEqualTo(
            "The platform handed back the token it had just refused. If this lasts, the token is"
                + " used against the wrong host or account, or a new one must be forced there");
    node.time.pass(59);
    node.failure();
    assertThat(node.platform.calls()).isEqualTo(2);
    assertThat(node.inStore()).isEmpty();
  }

  @Test
  void a_token_that_was_refused_by_mistake_gets_another_chance_after_a_minute() {
    node.platform.grants("T1", Duration.ofHours(2));
    refuse(node.get());
    node.failure();
    node.time.pass(60);

    assertThat(node.value()).isEqualTo("T1");
    assertThat(node.platform.calls()).isEqualTo(3);
  }

  @Test
  void a_renewal_that_began_before_the_refusal_may_bring_the_same_token_and_is_made_again()
      throws Exception {
    node.proven();
    node.time.pass(7_000);
    node.platform.grants("T1", Duration.ofHours(2));
    FakePlatform.Gate gate = node.platform.blocks();
    AccessToken used = node.get();
    Thread background = new Thread(node.executor::runAll);
    background.start();
    gate.awaitCall();
    refuse(used);
    Crowd<String> waiting = Crowd.of(10, node::value).awaitStill();
    node.platform.heals();
    gate.open();

    waiting.allGot("T3");
    background.join();
    assertThat(node.platform.calls()).isEqualTo(3);
  }

  @Test
  void a_renewal_that_fails_is_not_charged_twice() {
    CacheFixture tight =
        new CacheFixture(POLICY.toBuilder().budget(1, Duration.ofHours(1)).build());
    tight.cache.invalidate(tight.proven());
    tight.platform.fails(FakePlatform.BUSY);
    tight.failure();
    tight.time.pass(1);
    tight.failure();
    tight.platform.heals();
    tight.time.pass(2);

    assertThat(tight.value()).isEqualTo("T4");
  }

  @Test
  void a_token_taken_over_from_another_node_is_not_charged() {
    CacheFixture tight =
        new CacheFixture(POLICY.toBuilder().budget(1, Duration.ofHours(1)).build());
    tight.cache.invalidate(tight.proven());
    tight.stored("from-elsewhere", Duration.ofHours(1));
    assertThat(tight.value()).isEqualTo("from-elsewhere");
    tight.cache.confirm(tight.get());
    tight.cache.invalidate(tight.get());

    assertThat(tight.value()).isEqualTo("T2");
  }

  @Test
  void while_renewal_is_denied_a_token_of_another_node_is_found_within_a_second() {
    refuse(node.get());
    refuse(node.get());
    node.failure();
    node.stored("from-elsewhere", Duration.ofHours(1));
    node.time.pass(1);

    assertThat(node.value()).isEqualTo("from-elsewhere");
    assertThat(node.platform.calls()).isEqualTo(2);
  }

  @Test
  void while_renewal_is_denied_the_store_is_asked_once_a_second_at_most() {
    CountingStore store = new CountingStore(new MemoryTokenStore());
    CacheFixture counted = new CacheFixture(store);
    counted.platform.fails(FakePlatform.BAD_SECRET);
    counted.failure();
    int before = store.questions();
    for (int i = 0; i < 100; i++) {
      counted.failure();
      counted.time.pass(Duration.ofMillis(100));
    }

    assertThat(store.questions() - before).isEqualTo(9);
  }
}
