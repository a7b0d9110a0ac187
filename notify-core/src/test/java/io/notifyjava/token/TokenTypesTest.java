package io.notifyjava.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTypesTest {

  private static final Instant END = Instant.parse("2026-01-01T02:00:00Z");

  @Test
  void a_token_and_a_grant_do_not_show_their_value() {
    assertThat(new AccessToken("canary", END))
        .hasToString("AccessToken[value=***, expiresAt=2026-01-01T02:00:00Z]");
    assertThat(new TokenSource.Grant("canary", Duration.ofHours(2)))
        .hasToString("Grant[lifetime=PT2H]");
  }

  @Test
  void a_key_shows_the_platform_and_hints_at_the_account() {
    assertThat(CacheFixture.KEY).hasToString("api.weixin.qq.com/wx0***ef");
  }

  @Test
  void keys_differ_by_platform_account_and_secret() {
    assertThat(new TokenKey("a", "b", "c"))
        .isEqualTo(new TokenKey("a", "b", "c"))
        .isNotEqualTo(new TokenKey("x", "b", "c"))
        .isNotEqualTo(new TokenKey("a", "x", "c"))
        .isNotEqualTo(new TokenKey("a", "b", "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary\n", "can ary", "can\u0000ary", "\tcanary"})
  void a_token_with_white_space_or_control_characters_is_refused_without_showing_it(String value) {
    assertThatThrownBy(() -> new AccessToken(value, END))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Access token must not hold white space or control characters; was it read with a"
                + " newline?");
  }

  @Test
  void a_token_has_1_to_2048_characters() {
    assertThat(new AccessToken("x".repeat(2_048), END).value()).hasSize(2_048);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessToken("x".repeat(2_049), END))
        .withMessage("Access token must have 1 to 2048 characters and not be blank, but had 2049");
    assertThatIllegalArgumentException().isThrownBy(() -> new AccessToken(" ", END));
  }

  @Test
  void a_grant_needs_a_value_and_a_life() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenSource.Grant("T", Duration.ZERO))
        .withMessage("The lifetime of a granted token must be more than zero, but was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenSource.Grant("T", Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenSource.Grant(" ", Duration.ofSeconds(1)));
  }

  @Test
  void an_exception_tells_its_failure() {
    Failure failure = Failure.permanent(FailureReason.AUTHENTICATION, "40164", "not in whitelist");

    assertThat(new TokenException(failure))
        .hasMessage("No access token: AUTHENTICATION 40164: not in whitelist")
        .extracting(TokenException::failure)
        .isEqualTo(failure);
  }
}
