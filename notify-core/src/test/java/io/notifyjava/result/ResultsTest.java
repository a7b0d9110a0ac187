package io.notifyjava.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.message.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {

  private static final Failure FAILURE =
      Failure.transientFailure(FailureReason.THROTTLED, "45011", "too fast");
  private static final SendResult ACCEPTED = SendResult.accepted(Receipt.of("1", Instant.EPOCH));
  private static final SendResult REJECTED = SendResult.rejected(FAILURE);
  private static final SendResult UNKNOWN = SendResult.unknown(FAILURE);

  private static Attempt attempt(int number, int alternative) {
    return new Attempt(
        number,
        alternative,
        "main",
        "note",
        Instant.EPOCH,
        Duration.ZERO,
        Outcome.REJECTED,
        FAILURE);
  }

  @Test
  void each_result_is_handled_by_its_own() {
    List<String> handled = new ArrayList<>();
    for (SendResult result : List.of(ACCEPTED, REJECTED, UNKNOWN)) {
      result.handle(
          accepted -> handled.add("accepted"),
          rejected -> handled.add("rejected"),
          unknown -> handled.add("unknown"));
    }

    assertThat(handled).containsExactly("accepted", "rejected", "unknown");
  }

  @Test
  void only_the_accepted_one_has_no_failure() {
    assertThat(ACCEPTED.failure()).isEmpty();
    assertThat(REJECTED.failure()).contains(FAILURE);
    assertThat(UNKNOWN.failure()).contains(FAILURE);
  }

  @Test
  void or_throw_gives_the_acceptance_or_throws_the_result() {
    assertThat(ACCEPTED.orThrow()).isEqualTo(ACCEPTED);
    assertThatThrownBy(UNKNOWN::orThrow)
        .isInstanceOfSatisfying(
            SendFailedException.class, e -> assertThat(e.result()).isEqualTo(UNKNOWN));
  }

  @Test
  void it_fell_back_when_the_last_attempt_was_an_alternative() {
    assertThat(REJECTED.fellBack()).isFalse();
    assertThat(REJECTED.withTrace(new Trace("id", List.of(attempt(1, 0)))).fellBack()).isFalse();
    assertThat(REJECTED.withTrace(new Trace("id", List.of(attempt(1, 1)))).fellBack()).isTrue();
  }

  @Test
  void a_failure_shows_its_reason_code_and_text() {
    assertThat(FAILURE).hasToString("THROTTLED 45011: too fast (may pass)");
    assertThat(Failure.permanent(FailureReason.QUOTA, "", " ")).hasToString("QUOTA");
  }

  @Test
  void a_negative_wait_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FAILURE.retryAfter(Duration.ofSeconds(-1)))
        .withMessage("retryAfter must not be negative, but was PT-1S");
  }

  @Test
  void an_attempt_has_a_failure_unless_it_was_accepted() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Attempt(1, 0, "a", "t", Instant.EPOCH, Duration.ZERO, Outcome.UNKNOWN, null))
        .withMessageContaining("failure must be given unless the outcome is ACCEPTED");
  }

  @Test
  void a_receipt_keeps_the_code_for_updates_and_does_not_show_it() {
    Receipt receipt = Receipt.of("1", Instant.EPOCH).withUpdateCode("c0de-4-1");

    assertThat(receipt.updateCode()).contains("c0de-4-1");
    assertThat(receipt.asRepeated().withUnreached(List.of()).updateCode()).contains("c0de-4-1");
    assertThat(receipt).isNotEqualTo(Receipt.of("1", Instant.EPOCH));
    assertThat(receipt.toString()).doesNotContain("c0de");
  }

  @Test
  void all_configuration_problems_stand_in_the_message() {
    assertThat(new ConfigurationException(List.of("a: wrong", "b: missing")))
        .hasMessage("2 configuration problems:\n- a: wrong\n- b: missing");
    assertThat(new ConfigurationException(List.of("a: wrong")))
        .hasMessage("Configuration problem: a: wrong");
  }

  @Test
  void receipt_tellsWhyRecipientsWereRefused() {
    Receipt whole = Receipt.of("id-1", Instant.EPOCH);
    Recipient one = new Recipient(Recipient.MAIL, "wangxiaoming@example.com");
    Failure failure = Failure.permanent(FailureReason.INVALID_RECIPIENT, "550 5.1.1", "nobody");

    Receipt partial = whole.withRefusals(Map.of(one, failure));

    assertThat(whole.refusals()).isEmpty();
    assertThat(partial.refusals()).containsExactly(Map.entry(one, failure));
    assertThat(partial.unreached()).containsExactly(one);
    assertThat(partial).isNotEqualTo(whole).isEqualTo(whole.withRefusals(Map.of(one, failure)));
    assertThat(partial.toString()).contains("550 5.1.1").doesNotContain("wangxiaoming");
    assertThat(partial.withUnreached(List.of()).refusals()).isEmpty();
  }

  @Test
  void a_receipt_names_whom_the_message_did_not_reach_and_masks_them() {
    Receipt whole = Receipt.of("1", Instant.EPOCH);
    List<Recipient> given = new ArrayList<>(List.of(new Recipient("party", "engineering-west")));
    Receipt partial = whole.withUnreached(given);
    given.clear();

    assertThat(whole.unreached()).isEmpty();
    assertThat(partial.unreached()).containsExactly(new Recipient("party", "engineering-west"));
    assertThat(partial).isNotEqualTo(whole).isEqualTo(whole.withUnreached(partial.unreached()));
    assertThat(partial.asRepeated().unreached()).isEqualTo(partial.unreached());
    assertThat(whole).hasToString("Receipt[providerMessageId=1, acceptedAt=1970-01-01T00:00:00Z]");
    assertThat(partial.toString()).contains("unreached=[party:").doesNotContain("engineering-west");
  }
}
