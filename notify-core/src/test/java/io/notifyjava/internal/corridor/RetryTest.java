package io.notifyjava.internal.corridor;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.SendContext;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryTest {

  private final ScriptedProvider provider = ScriptedProvider.ofNotes();
  private final Walker walker = Walker.through(provider);

  @Nested
  class WhatWasCertainlyNotSent {

    @ParameterizedTest
    @EnumSource
    void is_tried_again_when_it_may_pass(Walker.Way way) {
      provider.then(later(FailureReason.UNAVAILABLE), later(FailureReason.THROTTLED));

      SendResult result = walker.send(Note.to("o-1"), way);

      assertThat(result).isInstanceOf(Accepted.class);
      assertThat(result.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource
    void is_not_tried_again_when_it_is_final(Walker.Way way) {
      provider.then(no(FailureReason.INVALID_RECIPIENT));

      assertThat(walker.send(Note.to("o-1"), way)).isInstanceOf(Rejected.class);
      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void waits_twice_as_long_each_time() {
      provider.always(later(FailureReason.UNAVAILABLE));
      walker.retry(
          RetryPolicy.defaults()
              .withMaxAttempts(4)
              .withJitter(0)
              .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(10)));

      walker.send(Note.to("o-1"));

      assertThat(walker.time.delays())
          .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void waits_as_long_as_the_provider_asks() {
      provider.then(
          SendResult.rejected(
              Failure.transientFailure(FailureReason.THROTTLED, "429", "slow down")
                  .retryAfter(Duration.ofSeconds(7))));

      walker.send(Note.to("o-1"));

      assertThat(walker.time.delays()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void ends_at_once_when_the_wait_would_pass_the_end_of_its_time() {
      provider.then(
          SendResult.rejected(
              Failure.transientFailure(FailureReason.THROTTLED, "429", "slow down")
                  .retryAfter(Duration.ofSeconds(31))));

      SendResult result = walker.send(Note.to("o-1"));

      assertThat(result).isInstanceOf(Rejected.class);
      assertThat(walker.time.delays()).isEmpty();
    }

    @Test
    void is_given_up_after_the_last_attempt() {
      provider.always(later(FailureReason.UNAVAILABLE));

      SendResult result = walker.send(Note.to("o-1"));

      assertThat(result.attempts()).hasSize(3);
      assertThat(result.failure()).hasValueSatisfying(f -> assertThat(f.retryable()).isTrue());
    }

    @Test
    void at_an_account_that_always_fails_is_not_multiplied() {
      provider.always(later(FailureReason.UNAVAILABLE));
      walker.circuit(new CircuitBreakerPolicy(1, 10_000, 10_000, Duration.ofSeconds(10), 1));
      int messages = 5_000;

      for (int i = 0; i < messages; i++) {
        walker.send(Note.to("o-" + i));
      }

      assertThat(provider.sent()).hasSizeLessThanOrEqualTo(messages * 115 / 100);
    }
  }

  @Nested
  class WhatMayHaveBeenSent {

    @ParameterizedTest
    @EnumSource
    void is_never_sent_again(Walker.Way way) {
      provider.then(perhaps());

      assertThat(walker.send(Note.to("o-1"), way)).isInstanceOf(Unknown.class);
      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void is_not_sent_again_for_its_key_if_the_provider_does_not_recognise_it() {
      provider.then(perhaps());

      walker.send(Note.builder("o-1").idempotencyKey("k").build());

      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void is_sent_again_when_the_caller_chose_at_least_once() {
      provider.then(perhaps());

      SendResult result =
          walker.send(Note.builder("o-1").deliveryMode(DeliveryMode.AT_LEAST_ONCE).build());

      assertThat(result).isInstanceOf(Accepted.class);
      assertThat(provider.contexts()).extracting(SendContext::resend).containsExactly(false, true);
    }

    @Test
    void stays_unknown_when_a_repetition_is_refused() {
      provider.then(perhaps(), no(FailureReason.RECIPIENT_REFUSED));

      SendResult result =
          walker.send(Note.builder("o-1").deliveryMode(DeliveryMode.AT_LEAST_ONCE).build());

      assertThat(result).isInstanceOf(Unknown.class);
      assertThat(result.failure().orElseThrow().reason()).isEqualTo(FailureReason.TIMEOUT);
    }
  }

  @Nested
  class WithAProviderThatRecognisesKeys {

    private final ScriptedProvider provider =
        new ScriptedProvider(
            Capabilities.of(Note.class, Capabilities.Support.idempotent(Duration.ofMinutes(10))));
    private final Walker walker = Walker.through(provider);
    private final Note keyed = Note.builder("o-1").idempotencyKey("order-1").build();

    @ParameterizedTest
    @EnumSource
    void an_unknown_outcome_is_settled_by_sending_again(Walker.Way way) {
      provider.then(perhaps(), yes());

      assertThat(walker.send(keyed, way)).isInstanceOf(Accepted.class);
      assertThat(provider.contexts()).extracting(SendContext::resend).containsExactly(false, true);
    }

    @Test
    void a_message_without_a_key_is_not_sent_again() {
      provider.then(perhaps());

      assertThat(walker.send(Note.to("o-1"))).isInstanceOf(Unknown.class);
      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void nothing_is_sent_again_after_the_window() {
      walker.timeouts(Duration.ofHours(1), Duration.ofMinutes(30));
      provider.then(
          context -> {
            walker.time.advance(Duration.ofMinutes(10));
            return perhaps();
          });

      assertThat(walker.send(keyed)).isInstanceOf(Unknown.class);
      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void a_refused_repetition_leaves_the_outcome_unknown() {
      provider.then(perhaps(), later(FailureReason.UNAVAILABLE), no(FailureReason.AUTHENTICATION));

      assertThat(walker.send(keyed)).isInstanceOf(Unknown.class);
      assertThat(provider.sent()).hasSize(3);
    }
  }

  @Nested
  class WithAProviderThatCanLookUp {

    private final ScriptedProvider provider =
        new ScriptedProvider(
            Capabilities.of(Note.class, new Capabilities.Support(1, Duration.ZERO, true)));
    private final Walker walker = Walker.through(provider);

    @Test
    void an_unknown_outcome_is_looked_up() {
      provider.then(perhaps()).settling(yes());

      assertThat(walker.send(Note.to("o-1"))).isInstanceOf(Accepted.class);
      assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void an_outcome_that_nobody_knows_stays_unknown() {
      provider.then(perhaps());

      assertThat(walker.send(Note.to("o-1"))).isInstanceOf(Unknown.class);
    }
  }

  @Test
  void a_provider_that_throws_leaves_the_outcome_unknown_and_its_text_unseen() {
    provider.then(
        context -> {
          throw new IllegalStateException("secret=abc");
        });

    SendResult result = walker.send(Note.to("o-1"));

    assertThat(result).isInstanceOf(Unknown.class);
    assertThat(result.toString()).contains("IllegalStateException").doesNotContain("abc");
  }

  @Test
  void a_provider_that_runs_out_of_stack_leaves_the_outcome_unknown() {
    provider.then(
        context -> {
          throw new StackOverflowError();
        });

    assertThat(walker.send(Note.to("o-1"))).isInstanceOf(Unknown.class);
  }

  @Test
  void the_attempt_gets_no_more_time_than_the_message_has_left() {
    walker.timeouts(Duration.ofSeconds(12), Duration.ofSeconds(10));
    provider.then(
        context -> {
          walker.time.advance(Duration.ofSeconds(9));
          return later(FailureReason.UNAVAILABLE);
        });

    walker.send(Note.to("o-1"));

    assertThat(provider.contexts())
        .extracting(SendContext::timeLimit)
        .containsExactly(Duration.ofSeconds(10), Duration.ofMillis(2_800));
  }
}
