package io.notifyjava.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PoliciesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  static Stream<Arguments> badValues() {
    RetryPolicy retry = RetryPolicy.defaults();
    return Stream.of(
        bad("maxAttempts must be 1 to 10, but was 0", () -> retry.withMaxAttempts(0)),
        bad("maxAttempts must be 1 to 10, but was 11", () -> retry.withMaxAttempts(11)),
        bad("jitter must be 0 to 1, but was 1.5", () -> retry.withJitter(1.5)),
        bad("jitter must be 0 to 1, but was NaN", () -> retry.withJitter(Double.NaN)),
        bad("budgetRatio must be 0 to 1, but was -1", () -> retry.withBudget(-1, 1)),
        bad(
            "initialBackoff must be more than zero, but was PT0S",
            () -> retry.withBackoff(Duration.ZERO, SECOND)),
        bad(
            "maxBackoff must be at least initialBackoff (PT1S), but was PT0.5S",
            () -> retry.withBackoff(SECOND, Duration.ofMillis(500))),
        bad(
            "attempt must be at most total (PT1S), but was PT2S",
            () -> new TimeoutPolicy(SECOND, Duration.ofSeconds(2))),
        bad(
            "total must be more than zero, but was PT-1S",
            () -> new TimeoutPolicy(SECOND.negated(), SECOND)),
        bad("permits must be 1 to 1000000, but was 0", () -> RateLimit.of(0, SECOND)),
        bad(
            "maxWait must not be negative, but was PT-1S",
            () -> RateLimit.of(1, SECOND).withMaxWait(SECOND.negated())),
        bad(
            "failureRate must be 0.001 to 1, but was 0",
            () -> new CircuitBreakerPolicy(0, 10, 5, SECOND, 1)),
        bad(
            "minimumCalls must be 1 to 10, but was 11",
            () -> new CircuitBreakerPolicy(0.5, 10, 11, SECOND, 1)),
        bad("maxKeys must be 1 to 10000000, but was 0", () -> new DedupePolicy(SECOND, 0)),
        bad(
            "remember must not be negative, but was PT-1S",
            () -> new WindowMemoryPolicy(SECOND.negated(), 1)));
  }

  private static Arguments bad(String message, ThrowingCallable call) {
    return Arguments.of(message, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badValues")
  void a_bad_value_is_refused_with_its_range(String message, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
  }

  @Test
  void the_defaults_are_those_of_the_documentation() {
    assertThat(RetryPolicy.defaults())
        .isEqualTo(
            new RetryPolicy(3, Duration.ofMillis(200), Duration.ofSeconds(10), 0.5, 0.1, 100));
    assertThat(TimeoutPolicy.defaults())
        .isEqualTo(new TimeoutPolicy(Duration.ofSeconds(30), Duration.ofSeconds(10)));
    assertThat(CircuitBreakerPolicy.defaults())
        .isEqualTo(new CircuitBreakerPolicy(0.5, 100, 20, Duration.ofSeconds(10), 5));
    assertThat(DedupePolicy.defaults()).isEqualTo(new DedupePolicy(Duration.ofMinutes(10), 10_000));
    assertThat(WindowMemoryPolicy.defaults())
        .isEqualTo(new WindowMemoryPolicy(Duration.ofMinutes(5), 50_000));
  }

  @Test
  void never_means_one_attempt() {
    assertThat(RetryPolicy.never().maxAttempts()).isEqualTo(1);
  }
}
