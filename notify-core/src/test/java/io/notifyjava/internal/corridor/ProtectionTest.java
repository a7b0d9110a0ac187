package io.notifyjava.internal.corridor;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.no;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.policy.RateLimit;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProtectionTest {

  private final ScriptedProvider provider = ScriptedProvider.ofNotes();
  private final Walker walker = Walker.through(provider).retry(RetryPolicy.never());

  private void send(int times) {
    for (int i = 0; i < times; i++) {
      walker.send(Note.to("o-" + i));
    }
  }

  @Nested
  class TheCircuitBreaker {

    TheCircuitBreaker() {
      walker.circuit(new CircuitBreakerPolicy(0.5, 10, 4, Duration.ofSeconds(10), 2));
    }

    @Test
    void opens_when_the_account_is_sick_and_makes_no_call() {
      provider.always(later(FailureReason.UNAVAILABLE));
      send(4);

      SendResult result = walker.send(Note.to("o-5"));

      assertThat(provider.sent()).hasSize(4);
      assertThat(result).isInstanceOf(Rejected.class);
      assertThat(result.failure().orElseThrow().code()).isEqualTo("circuit-open");
      assertThat(result.failure().orElseThrow().retryable()).isTrue();
    }

    @Test
    void stays_closed_when_only_messages_are_refused() {
      provider.always(no(FailureReason.INVALID_RECIPIENT));

      send(50);

      assertThat(provider.sent()).hasSize(50);
    }

    @Test
    void closes_again_when_the_account_is_well() {
      provider.always(later(FailureReason.UNAVAILABLE));
      send(4);
      provider.always(ScriptedProvider.yes());
      walker.time.advance(Duration.ofMillis(10_001));

      send(20);

      assertThat(provider.sent()).hasSize(24);
    }

    @Test
    void gives_a_trial_permission_back_that_was_not_used() {
      provider.always(later(FailureReason.UNAVAILABLE));
      send(4);
      provider.always(ScriptedProvider.yes());
      walker.time.advance(Duration.ofMillis(10_001));
      // Each of these is let through by the breaker and then refused before its call.
      Thread.currentThread().interrupt();
      send(10);
      Thread.interrupted();

      assertThat(walker.send(Note.to("o-1"))).isInstanceOf(Accepted.class);
    }
  }

  @Nested
  class TheRateLimit {

    @Test
    void makes_the_next_message_wait_for_its_turn() {
      walker.rateLimit(RateLimit.of(1, Duration.ofHours(1)).withMaxWait(Duration.ofHours(2)));
      walker.timeouts(Duration.ofHours(3), Duration.ofSeconds(1));
      send(2);

      assertThat(provider.sent()).hasSize(2);
      assertThat(walker.time.delays()).hasSize(1);
      assertThat(walker.time.delays().get(0)).isPositive();
    }

    @Test
    void refuses_what_would_wait_too_long() {
      walker.rateLimit(RateLimit.of(1, Duration.ofHours(1)).withMaxWait(Duration.ZERO));
      send(1);

      SendResult result = walker.send(Note.to("o-2"));

      assertThat(result).isInstanceOf(Rejected.class);
      assertThat(result.failure().orElseThrow().reason()).isEqualTo(FailureReason.THROTTLED);
      assertThat(provider.sent()).hasSize(1);
    }
  }
}
