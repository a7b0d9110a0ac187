package io.notifyjava.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenCachePolicyTest {

  private final TokenCachePolicy defaults = TokenCachePolicy.defaults();

  @Test
  void the_defaults_are_as_documented() {
    assertThat(defaults)
        .isEqualTo(
            new TokenCachePolicy(
                Duration.ofSeconds(240),
                0.25,
                Duration.ofSeconds(5),
                Duration.ofSeconds(4),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                20,
                Duration.ofMinutes(1),
                Duration.ofSeconds(15),
                Duration.ofMillis(200),
                Duration.ofSeconds(2)));
  }

  @Test
  void the_default_margin_stays_below_the_300_seconds_of_the_stable_token() {
    assertThat(defaults.renewBefore()).isLessThan(Duration.ofSeconds(300));
  }

  @Test
  void a_builder_that_is_not_told_anything_changes_nothing() {
    assertThat(TokenCachePolicy.builder().build()).isEqualTo(defaults);
    assertThat(defaults.toBuilder().build()).isEqualTo(defaults);
  }

  @Test
  void a_builder_sets_each_part() {
    TokenCachePolicy policy =
        TokenCachePolicy.builder()
            .renewBefore(Duration.ofSeconds(60), 0.5)
            .waitLimit(Duration.ofSeconds(6))
            .renewalLimit(Duration.ofSeconds(3))
            .backoff(Duration.ofSeconds(2), Duration.ofSeconds(20))
            .budget(7, Duration.ofMinutes(2))
            .lockLease(Duration.ofSeconds(9))
            .storeLimit(Duration.ofMillis(70))
            .firstStoreLimit(Duration.ofMillis(700))
            .build();

    assertThat(policy)
        .isEqualTo(
            new TokenCachePolicy(
                Duration.ofSeconds(60),
                0.5,
                Duration.ofSeconds(6),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                7,
                Duration.ofMinutes(2),
                Duration.ofSeconds(9),
                Duration.ofMillis(70),
                Duration.ofMillis(700)));
  }

  @Test
  void all_that_is_wrong_is_named_at_once() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TokenCachePolicy.builder()
                    .renewBefore(Duration.ZERO, Double.NaN)
                    .waitLimit(Duration.ZERO)
                    .renewalLimit(Duration.ofSeconds(15))
                    .backoff(Duration.ofSeconds(2), Duration.ofSeconds(1))
                    .budget(0, Duration.ofMillis(1))
                    .storeLimit(Duration.ofSeconds(16))
                    .firstStoreLimit(Duration.ofSeconds(61))
                    .build())
        .withMessage(
            "The token cache policy is wrong: renewBefore must be PT1S to PT1H, but was PT0S;"
                + " jitter must be 0 to 1, but was NaN; waitLimit must be PT0.000000001S to PT5M,"
                + " but was PT0S; renewalLimit must be PT0.000000001S to PT14.999999999S, but was"
                + " PT15S; maxBackoff must be PT2S to PT1H, but was PT1S; burst must be 1 to 1000,"
                + " but was 0; refill must be PT1S to PT24H, but was PT0.001S; storeLimit must be"
                + " PT0.000000001S to PT15S, but was PT16S; firstStoreLimit must be"
                + " PT0.000000001S to PT1M, but was PT1M1S");
  }

  @Test
  void nothing_may_be_null() {
    assertThatNullPointerException()
        .isThrownBy(() -> TokenCachePolicy.builder().waitLimit(null))
        .withMessage("waitLimit");
  }

  @Test
  void a_cache_needs_an_executor_and_says_so() {
    assertThatIllegalStateException()
        .isThrownBy(() -> TokenCache.builder(CacheFixture.KEY, new FakePlatform()).build())
        .withMessage(
            "A token cache needs an executor for early renewals; expected a call of executor(...)"
                + " on its builder, found none");
  }

  @Test
  void a_cache_with_nothing_but_an_executor_works() {
    TokenCache cache =
        TokenCache.builder(CacheFixture.KEY, new FakePlatform()).executor(Runnable::run).build();

    assertThat(cache.get(Duration.ofSeconds(5)).value()).isEqualTo("T1");
  }
}
