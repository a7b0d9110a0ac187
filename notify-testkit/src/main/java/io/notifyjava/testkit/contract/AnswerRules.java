package io.notifyjava.testkit.contract;

import static io.notifyjava.testkit.contract.SentAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Receipt;
import io.notifyjava.testkit.SendResultAssert;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a vendor's own words mean. */
abstract class AnswerRules<M extends Message> extends Rules<M> {

  @Test
  @DisplayName("yes is Accepted, with the vendor's id and the time of the notifier's clock")
  void yes() {
    bench().server(ServerMood.ACCEPTS);
    Sent sent = bench().send();

    assertThat(sent).isAccepted().isNotRepeated().hasAttempts(0);
    Receipt receipt = sent.result().orThrow().receipt();
    assertThat(receipt.providerMessageId()).isEqualTo(bench().fixture().lastMessageId());
    assertThat(receipt.acceptedAt()).isEqualTo(bench().clock().instant());
    assertThat(bench().sends()).as("requests for one message").isEqualTo(1);
  }

  @Test
  @DisplayName("thirty-two threads get an answer each, and each its own")
  void yesToMany() {
    bench().server(ServerMood.ACCEPTS);
    List<Sent> sent = bench().sendTogether(32);

    Set<String> ids = new HashSet<>();
    for (Sent one : sent) {
      assertThat(one).isAccepted();
      one.result().orThrow().receipt().providerMessageId().ifPresent(ids::add);
    }
    assertThat(bench().sends()).as("requests for 32 messages").isEqualTo(32);
    if (bench().fixture().lastMessageId().isPresent()) {
      assertThat(ids).as("ids of 32 messages").hasSize(32);
    }
  }

  @Test
  @DisplayName("nobody has this address: Rejected for ever, INVALID_RECIPIENT")
  void invalidRecipient() {
    assertRefused(ServerMood.REFUSES_RECIPIENT, FailureReason.INVALID_RECIPIENT).isFinal();
  }

  @Test
  @DisplayName("the template is wrong: Rejected for ever, TEMPLATE")
  void template() {
    assertRefused(ServerMood.REFUSES_TEMPLATE, FailureReason.TEMPLATE).isFinal();
  }

  @Test
  @DisplayName("the account may not: Rejected for ever, AUTHENTICATION")
  void credentials() {
    assertRefused(ServerMood.REFUSES_CREDENTIALS, FailureReason.AUTHENTICATION).isFinal();
  }

  @Test
  @DisplayName("the day's messages are used up: Rejected, QUOTA, not to be tried again at once")
  void quota() {
    SendResultAssert refused = assertRefused(ServerMood.QUOTA_SPENT, FailureReason.QUOTA);
    refused.satisfies(
        result -> {
          Failure failure = result.failure().orElseThrow();
          assertThat(failure.retryable() && failure.retryAfter().isEmpty())
              .as("retryable although nothing says when")
              .isFalse();
        });
  }

  @Test
  @DisplayName("too fast: Rejected for now, THROTTLED, and the provider itself does not try again")
  void throttled() {
    assertRefused(ServerMood.THROTTLES, FailureReason.THROTTLED).isRetryable();
  }

  @Test
  @DisplayName(
      "a code that nobody documents is Rejected for ever, or Unknown where nobody has the whole"
          + " list; never Accepted")
  void unknownCode() {
    bench().server(ServerMood.UNKNOWN_CODE);
    Sent sent = bench().send();

    if (bench().fixture().undocumentedCodeIsUnknown()) {
      assertThat(sent).isUnknown();
    } else {
      assertThat(sent).isRejected().isFinal();
    }
    assertHasCode(sent);
    assertThat(bench().sends()).as("requests for one message").isEqualTo(1);
  }

  @Test
  @DisplayName("it has come before: a resent message is Accepted as repeated")
  void duplicateOfAResentMessage() {
    bench().server(ServerMood.ALREADY_ARRIVED);

    assertThat(bench().send(keyedOrPlain(), true)).isAccepted().isRepeated();
  }

  @Test
  @DisplayName("it has come before: a message that was never sent is Rejected, SUPPRESSED")
  void duplicateOfAFreshMessage() {
    bench().server(ServerMood.ALREADY_ARRIVED);

    assertThat(bench().send(keyedOrPlain(), false))
        .isRejected()
        .withReason(FailureReason.SUPPRESSED)
        .isFinal();
  }

  private M keyedOrPlain() {
    ProviderFixture<M> fixture = bench().fixture();
    Optional<M> keyed = fixture.messageThatIsIdempotent();
    return keyed.isPresent() ? keyed.get() : fixture.plainMessage();
  }

  private SendResultAssert assertRefused(ServerMood mood, FailureReason reason) {
    bench().server(mood);
    Sent sent = bench().send();
    SendResultAssert refused = assertThat(sent).isRejected().withReason(reason).hasAttempts(0);
    assertHasCode(sent);
    // None at all where the vendor refuses the account before a message can be sent.
    assertThat(bench().sends()).as("requests for one message").isLessThanOrEqualTo(1);
    return refused;
  }

  private static void assertHasCode(Sent sent) {
    assertThat(sent.result().failure().map(Failure::code).orElse(""))
        .as("the vendor's code")
        .isNotBlank();
  }
}
