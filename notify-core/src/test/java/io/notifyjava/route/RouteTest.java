package io.notifyjava.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.notifyjava.fixture.Card;
import io.notifyjava.fixture.Note;
import io.notifyjava.result.FailureReason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTest {

  private final Note note = Note.builder("o-1234567890").idempotencyKey("k").build();

  @Test
  void a_route_names_accounts_in_their_order() {
    assertThat(Route.to("a").thenTo("b").accounts()).containsExactly("a", "b");
  }

  @Test
  void a_route_names_no_account_twice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Route.to("a").thenTo("a"))
        .withMessage("A route must name each account once, but was [a, a]");
  }

  @Test
  void a_route_leads_somewhere() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Route(List.of()))
        .withMessage("A route must name 1 to 16 accounts, but named 0");
  }

  @Test
  void a_fallback_is_a_message_like_its_first() {
    Fallback fallback = Fallback.first(note).then(Card.to("o-1"));

    assertThat(fallback.recipient()).isEqualTo(note.recipient());
    assertThat(fallback.options()).isEqualTo(note.options());
    assertThat(fallback.channel()).isEqualTo(note.channel());
  }

  @Test
  void an_alternative_opens_on_a_closed_window_unless_told_otherwise() {
    Fallback fallback =
        Fallback.first(note).then(Card.to("o-1")).then(Card.to("o-2"), FailureReason.QUOTA);

    assertThat(fallback.alternatives())
        .extracting(Fallback.Alternative::on)
        .containsExactly(Set.of(FailureReason.WINDOW_CLOSED), Set.of(FailureReason.QUOTA));
  }

  @Test
  void fallbacks_are_not_nested() {
    Fallback fallback = Fallback.first(note).then(Card.to("o-1"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fallback.first(fallback))
        .withMessageContaining("first must not be a fallback itself");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fallback.first(note).then(fallback))
        .withMessageContaining("alternative must not be a fallback itself");
  }

  @Test
  void an_alternative_needs_a_reason() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fallback.first(note).then(Card.to("o-1"), Set.of()))
        .withMessage("An alternative must name at least one reason");
  }
}
