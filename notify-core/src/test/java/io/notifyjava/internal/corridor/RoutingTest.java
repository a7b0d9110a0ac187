package io.notifyjava.internal.corridor;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static io.notifyjava.fixture.ScriptedProvider.yes;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.event.BackupEvent;
import io.notifyjava.event.FallbackEvent;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.fixture.Card;
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
import io.notifyjava.route.Fallback;
import io.notifyjava.route.Routers;
import io.notifyjava.spi.Capabilities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How messages go from account to account, by the health of these. */
class RoutingTest {

  private static final Duration REST = Duration.ofSeconds(10).plusNanos(1);

  private final ScriptedProvider first = ScriptedProvider.ofNotes();
  private final ScriptedProvider second = ScriptedProvider.ofNotes();
  private final List<BackupEvent> backups = Collections.synchronizedList(new ArrayList<>());
  private final List<FallbackEvent> moves = Collections.synchronizedList(new ArrayList<>());
  private final Walker walker =
      new Walker()
          .and("first", first)
          .and("second", second)
          .retry(RetryPolicy.never())
          .circuit(new CircuitBreakerPolicy(0.5, 10, 4, Duration.ofSeconds(10), 1))
          .router(Routers.ordered("first", "second"))
          .listener(
              new NotifierListener() {
                @Override
                public void onBackup(BackupEvent event) {
                  backups.add(event);
                }

                @Override
                public void onFallback(FallbackEvent event) {
                  moves.add(event);
                }
              });

  private SendResult send() {
    return walker.send(Note.to("o-1"));
  }

  private void send(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(send()).isInstanceOf(Accepted.class);
    }
  }

  private List<BackupEvent> backups() {
    walker.announcer().close(Duration.ofSeconds(10));
    return List.copyOf(backups);
  }

  private static List<String> accounts(SendResult result) {
    return result.attempts().stream().map(Attempt::account).toList();
  }

  @Nested
  class ASickAccount {

    @ParameterizedTest
    @EnumSource
    void is_passed_over_while_its_circuit_is_open(Walker.Way way) {
      first.always(later(FailureReason.UNAVAILABLE));
      send(4);

      SendResult result = walker.send(Note.to("o-1"), way);

      assertThat(accounts(result)).containsExactly("second");
      assertThat(first.sent()).hasSize(4);
      walker.announcer().close(Duration.ofSeconds(10));
      FallbackEvent move = moves.get(moves.size() - 1);
      assertThat(move.remembered()).isTrue();
      assertThat(move.cause().code()).isEqualTo("account-sick");
      assertThat(move.cause().text())
          .isEqualTo("Account 'first' failed too often and is passed over for a while");
    }

    @Test
    void is_probed_when_the_circuit_allows_it_and_preferred_again_when_it_is_well() {
      first.always(later(FailureReason.UNAVAILABLE));
      send(10);
      walker.time.advance(REST);
      send(10);
      assertThat(first.sent()).as("four, and one trial").hasSize(5);

      first.always(yes());
      walker.time.advance(REST);
      send(10);

      assertThat(first.sent()).hasSize(15);
    }

    @Test
    void that_refuses_every_message_is_passed_over_too() {
      first.always(no(FailureReason.AUTHENTICATION));
      send(10);
      assertThat(first.sent()).hasSize(4);

      walker.time.advance(REST);
      send(10);
      assertThat(first.sent()).hasSize(5);

      first.always(yes());
      walker.time.advance(REST);
      send(10);
      assertThat(first.sent()).hasSize(15);
    }

    @Test
    void that_refuses_is_asked_all_the_same_if_all_do() {
      first.always(no(FailureReason.QUOTA));
      second.always(no(FailureReason.QUOTA));
      for (int i = 0; i < 10; i++) {
        assertThat(send().failure().orElseThrow().reason()).isEqualTo(FailureReason.QUOTA);
      }

      assertThat(accounts(send())).containsExactly("first", "second");
    }

    @Test
    void makes_way_for_the_first_that_is_well() {
      ScriptedProvider third = ScriptedProvider.ofNotes();
      walker.and("third", third).router(Routers.ordered("first", "second", "third"));
      first.always(later(FailureReason.UNAVAILABLE));
      second.always(later(FailureReason.UNAVAILABLE));
      send(4);

      assertThat(accounts(send())).containsExactly("third");
    }

    @Test
    void that_the_message_names_is_no_reason_to_take_another() {
      first.always(later(FailureReason.UNAVAILABLE));
      SendResult result = walker.send(Note.builder("o-1").account("first").build());

      assertThat(result).isInstanceOf(Rejected.class);
      assertThat(second.sent()).isEmpty();
    }

    @Test
    void is_not_waited_for() {
      walker.retry(RetryPolicy.defaults().withJitter(0));
      first.always(later(FailureReason.UNAVAILABLE));
      send(2);
      int waits = walker.time.delays().size();
      assertThat(waits).as("of the first message; the second opened the circuit").isEqualTo(2);

      send(1);

      assertThat(walker.time.delays()).hasSize(waits);
    }
  }

  @Nested
  class AnAccountThatAsksForPatience {

    private final SendResult inFive =
        SendResult.rejected(
            Failure.transientFailure(FailureReason.THROTTLED, "slow", "slow down")
                .retryAfter(Duration.ofSeconds(5)));

    AnAccountThatAsksForPatience() {
      walker.retry(RetryPolicy.defaults().withJitter(0));
    }

    @Test
    void gives_way_to_a_backup_that_is_well() {
      first.then(inFive);

      assertThat(accounts(send())).containsExactly("first", "second");
      assertThat(walker.time.delays()).isEmpty();
    }

    @Test
    void is_waited_for_if_the_backup_is_sick() {
      second.always(later(FailureReason.UNAVAILABLE));
      for (int i = 0; i < 4; i++) {
        walker.send(Note.builder("o-1").account("second").build());
      }
      int waits = walker.time.delays().size();
      first.then(inFive);

      assertThat(accounts(send())).containsExactly("first", "first");
      assertThat(walker.time.delays().subList(waits, waits + 1))
          .containsExactly(Duration.ofSeconds(5));
    }

    @Test
    void is_waited_for_if_it_asks_for_no_more_than_our_own_patience() {
      first.then(later(FailureReason.THROTTLED));

      assertThat(accounts(send())).containsExactly("first", "first");
    }
  }

  @Nested
  class AfterAnUnknownOutcome {

    @Test
    void nobody_else_is_asked() {
      first.always(perhaps());
      for (int i = 0; i < 3; i++) {
        assertThat(send()).isInstanceOf(Unknown.class);
      }

      assertThat(second.sent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void another_account_is_asked_if_twice_is_better_than_never(Walker.Way way) {
      walker.mode(DeliveryMode.AT_LEAST_ONCE);
      first.then(perhaps());

      SendResult result = walker.send(Note.to("o-1"), way);

      assertThat(result).isInstanceOf(Accepted.class);
      assertThat(accounts(result)).containsExactly("first", "second");
      assertThat(second.contexts().get(0).resend()).as("it has seen no request before").isFalse();
    }

    @Test
    void the_mode_of_the_message_wins_over_that_of_the_notifier() {
      first.then(perhaps());
      Note note = Note.builder("o-1").deliveryMode(DeliveryMode.AT_LEAST_ONCE).build();

      assertThat(accounts(walker.send(note))).containsExactly("first", "second");
    }

    @Test
    void the_refusal_of_another_account_does_not_make_it_certain() {
      walker.mode(DeliveryMode.AT_LEAST_ONCE);
      first.then(perhaps());
      second.then(no(FailureReason.INVALID_RECIPIENT));

      SendResult result = send();

      assertThat(result).isInstanceOf(Unknown.class);
      assertThat(result.failure().orElseThrow().reason()).isEqualTo(FailureReason.TIMEOUT);
      assertThat(result.attempts()).hasSize(2);
    }

    @Test
    void no_alternative_is_opened_even_if_another_account_refuses() {
      ScriptedProvider both =
          new ScriptedProvider(
              Capabilities.of(Note.class, Capabilities.Support.plain())
                  .and(Card.class, Capabilities.Support.plain()));
      walker
          .and("both", both)
          .mode(DeliveryMode.AT_LEAST_ONCE)
          .router(Routers.forType("note", Routers.ordered("first", "both")));
      first.then(perhaps());
      both.then(no(FailureReason.WINDOW_CLOSED));

      SendResult result = walker.send(Fallback.first(Note.to("o-1")).then(Card.to("o-1")));

      assertThat(result).isInstanceOf(Unknown.class);
      assertThat(both.sent()).hasSize(1);
    }

    @Test
    void what_the_account_finds_out_decides() {
      ScriptedProvider asked =
          new ScriptedProvider(
              Capabilities.of(Note.class, new Capabilities.Support(1, Duration.ZERO, true)));
      walker.and("asked", asked).router(Routers.ordered("asked", "second"));
      asked.then(perhaps()).settling(no(FailureReason.QUOTA));

      assertThat(accounts(send())).containsExactly("asked", "second");
    }
  }

  @Nested
  class ABackup {

    @Test
    void that_hides_a_sick_account_is_told_of_once_and_its_recovery_once() {
      first.always(later(FailureReason.UNAVAILABLE));
      send(50);
      first.always(yes());
      walker.time.advance(REST);
      send(50);

      List<BackupEvent> told = backups();
      assertThat(told)
          .extracting(BackupEvent::state)
          .containsExactly(BackupEvent.State.HIDES_SICKNESS, BackupEvent.State.WELL_AGAIN);
      assertThat(told)
          .allSatisfy(
              event -> {
                assertThat(event.account()).isEqualTo("first");
                assertThat(event.backup()).isEqualTo("second");
                assertThat(event.reason()).isEqualTo(FailureReason.UNAVAILABLE);
              });
      assertThat(told.get(1).messages()).as("from the fourth on").isEqualTo(47);
      assertThat(told.get(1).lasted()).isEqualTo(REST);
    }

    @Test
    void that_hides_nothing_because_it_is_sick_too_is_not_told_of() {
      first.always(later(FailureReason.UNAVAILABLE));
      second.always(later(FailureReason.UNAVAILABLE));
      for (int i = 0; i < 20; i++) {
        assertThat(send()).isInstanceOf(Rejected.class);
      }

      assertThat(backups()).isEmpty();
    }

    @Test
    void that_helps_with_one_message_is_not_told_of() {
      first.then(later(FailureReason.UNAVAILABLE));
      send(10);

      assertThat(backups()).isEmpty();
    }

    @Test
    void of_an_alternative_hides_nothing() {
      first.always(no(FailureReason.QUOTA));
      for (int i = 0; i < 10; i++) {
        walker.send(
            Fallback.first(Note.builder("o-1").account("first").build())
                .then(Note.builder("o-1").account("second").build(), FailureReason.QUOTA));
      }

      assertThat(backups()).as("the caller asked for another message").isEmpty();
    }
  }
}
