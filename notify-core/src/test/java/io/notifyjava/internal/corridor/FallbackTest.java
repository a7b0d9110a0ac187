package io.notifyjava.internal.corridor;

import static io.notifyjava.fixture.ScriptedProvider.later;
import static io.notifyjava.fixture.ScriptedProvider.no;
import static io.notifyjava.fixture.ScriptedProvider.perhaps;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.fixture.Card;
import io.notifyjava.fixture.Note;
import io.notifyjava.fixture.ScriptedProvider;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.policy.WindowMemoryPolicy;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.route.Fallback;
import io.notifyjava.route.Route;
import io.notifyjava.spi.Capabilities;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FallbackTest {

  private final ScriptedProvider provider =
      new ScriptedProvider(
          Capabilities.of(Note.class, Capabilities.Support.plain())
              .and(Card.class, Capabilities.Support.plain()));
  private final Walker walker = Walker.through(provider);
  private final Fallback noteThenCard = Fallback.first(Note.to("o-1")).then(Card.to("o-1"));

  @ParameterizedTest
  @EnumSource
  void a_closed_window_opens_the_alternative(Walker.Way way) {
    provider.then(no(FailureReason.WINDOW_CLOSED));

    SendResult result = walker.send(noteThenCard, way);

    assertThat(result).isInstanceOf(Accepted.class);
    assertThat(result.fellBack()).isTrue();
    assertThat(result.attempts()).extracting(Attempt::messageType).containsExactly("note", "card");
  }

  @Test
  void what_was_accepted_opens_nothing() {
    SendResult result = walker.send(noteThenCard);

    assertThat(result.fellBack()).isFalse();
    assertThat(provider.sent()).hasSize(1);
  }

  @Test
  void another_reason_opens_nothing() {
    provider.then(no(FailureReason.RECIPIENT_REFUSED));

    assertThat(walker.send(noteThenCard)).isInstanceOf(Rejected.class);
    assertThat(provider.sent()).hasSize(1);
  }

  @Test
  void an_unknown_outcome_never_opens_an_alternative() {
    provider.then(perhaps());
    Fallback forEverything =
        Fallback.first(Note.to("o-1"))
            .then(Card.to("o-1"), java.util.EnumSet.allOf(FailureReason.class));

    assertThat(walker.send(forEverything)).isInstanceOf(Unknown.class);
    assertThat(provider.sent()).hasSize(1);
  }

  @Test
  void an_alternative_may_name_its_reasons() {
    provider.then(no(FailureReason.RECIPIENT_REFUSED));

    SendResult result =
        walker.send(
            Fallback.first(Note.to("o-1")).then(Card.to("o-1"), FailureReason.RECIPIENT_REFUSED));

    assertThat(result).isInstanceOf(Accepted.class);
  }

  @Test
  void the_alternative_has_retries_of_its_own() {
    walker.retry(RetryPolicy.defaults().withMaxAttempts(2));
    provider.then(
        later(FailureReason.UNAVAILABLE),
        no(FailureReason.WINDOW_CLOSED),
        later(FailureReason.UNAVAILABLE));

    SendResult result = walker.send(noteThenCard);

    assertThat(result).isInstanceOf(Accepted.class);
    assertThat(result.attempts()).extracting(Attempt::alternative).containsExactly(0, 0, 1, 1);
  }

  @Test
  void a_failing_alternative_gives_the_result() {
    provider.then(no(FailureReason.WINDOW_CLOSED), no(FailureReason.RECIPIENT_REFUSED));

    SendResult result = walker.send(noteThenCard);

    assertThat(result.failure().orElseThrow().reason()).isEqualTo(FailureReason.RECIPIENT_REFUSED);
    assertThat(result.attempts()).hasSize(2);
  }

  @Test
  void a_chain_goes_on_from_link_to_link() {
    provider.then(no(FailureReason.WINDOW_CLOSED), no(FailureReason.QUOTA));

    SendResult result =
        walker.send(
            Fallback.first(Note.to("o-1"))
                .then(Card.to("o-1"))
                .then(Note.builder("o-1").text("last").build(), FailureReason.QUOTA));

    assertThat(result).isInstanceOf(Accepted.class);
    assertThat(result.attempts()).extracting(Attempt::alternative).containsExactly(0, 1, 2);
  }

  @Nested
  class TheWindowMemory {

    @Test
    void skips_a_hopeless_first_call() {
      provider.then(no(FailureReason.WINDOW_CLOSED));
      walker.send(noteThenCard);

      SendResult second = walker.send(noteThenCard);

      assertThat(second.fellBack()).isTrue();
      assertThat(second.attempts()).extracting(Attempt::messageType).containsExactly("card");
    }

    @Test
    void forgets_after_its_time() {
      walker.windowMemory(new WindowMemoryPolicy(Duration.ofMinutes(5), 10));
      provider.then(no(FailureReason.WINDOW_CLOSED));
      walker.send(noteThenCard);

      walker.time.advance(Duration.ofMinutes(5));

      assertThat(walker.send(noteThenCard).fellBack()).isFalse();
    }

    @Test
    void forgets_when_told_that_the_recipient_wrote() {
      provider.then(no(FailureReason.WINDOW_CLOSED));
      walker.send(noteThenCard);

      walker.windows().open("main", noteThenCard.recipient());

      assertThat(walker.send(noteThenCard).fellBack()).isFalse();
    }

    @Test
    void never_skips_a_message_that_has_no_alternative() {
      provider.then(no(FailureReason.WINDOW_CLOSED));
      walker.send(noteThenCard);

      assertThat(walker.send(Note.to("o-1"))).isInstanceOf(Accepted.class);
      assertThat(walker.send(noteThenCard).fellBack())
          .as("the accepted note showed that the window is open again")
          .isFalse();
    }

    @Test
    void can_be_switched_off() {
      walker.windowMemory(new WindowMemoryPolicy(Duration.ZERO, 10));
      provider.then(no(FailureReason.WINDOW_CLOSED));
      walker.send(noteThenCard);

      assertThat(walker.send(noteThenCard).fellBack()).isFalse();
    }

    @Test
    void is_kept_for_each_recipient() {
      provider.then(no(FailureReason.WINDOW_CLOSED));
      walker.send(noteThenCard);

      SendResult other = walker.send(Fallback.first(Note.to("o-2")).then(Card.to("o-2")));

      assertThat(other.fellBack()).isFalse();
    }
  }

  @Nested
  class BetweenAccounts {

    private final ScriptedProvider first = ScriptedProvider.ofNotes();
    private final ScriptedProvider second = ScriptedProvider.ofNotes();
    private final Walker walker =
        new Walker()
            .and("first", first)
            .and("second", second)
            .retry(RetryPolicy.never())
            .router(message -> Optional.of(Route.to("first").thenTo("second")));

    @Test
    void a_sick_account_gives_way_to_the_next() {
      first.then(later(FailureReason.UNAVAILABLE));

      SendResult result = walker.send(Note.to("o-1"));

      assertThat(result).isInstanceOf(Accepted.class);
      assertThat(result.attempts()).extracting(Attempt::account).containsExactly("first", "second");
      assertThat(result.fellBack()).as("another account is not another message").isFalse();
    }

    @Test
    void a_message_that_is_wrong_is_wrong_everywhere() {
      first.then(no(FailureReason.INVALID_RECIPIENT));

      assertThat(walker.send(Note.to("o-1"))).isInstanceOf(Rejected.class);
      assertThat(second.sent()).isEmpty();
    }

    @Test
    void an_unknown_outcome_stays_where_it_is() {
      first.then(perhaps());

      assertThat(walker.send(Note.to("o-1"))).isInstanceOf(Unknown.class);
      assertThat(second.sent()).isEmpty();
    }
  }
}
