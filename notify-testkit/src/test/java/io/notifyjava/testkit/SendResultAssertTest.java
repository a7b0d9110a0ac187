package io.notifyjava.testkit;

import static io.notifyjava.testkit.Answers.accepted;
import static io.notifyjava.testkit.Answers.rejected;
import static io.notifyjava.testkit.Answers.rejectedForNow;
import static io.notifyjava.testkit.Answers.unknown;
import static io.notifyjava.testkit.NotifyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notifyjava.result.Attempt;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Trace;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SendResultAssertTest {

  private static final SendResult YES = accepted("id-1");
  private static final SendResult YES_WITHOUT_ID = accepted();
  private static final SendResult NO = rejected(FailureReason.TEMPLATE, "40037");
  private static final SendResult NOT_NOW = rejectedForNow(FailureReason.THROTTLED, "45009");
  private static final SendResult MAYBE = unknown(FailureReason.TIMEOUT);
  private static final SendResult AGAIN =
      SendResult.accepted(Receipt.of("id-1", ManualClock.START).asRepeated());
  private static final SendResult WAIT =
      SendResult.rejected(
          Failure.transientFailure(FailureReason.THROTTLED, "429", "slow down")
              .retryAfter(Duration.ofSeconds(2)));
  private static final SendResult FELL_BACK = YES.withTrace(new Trace("m-1", attempts()));

  @TestFactory
  Stream<DynamicTest> holds() {
    return Stream.of(
        passing("isAccepted", YES, SendResultAssert::isAccepted),
        passing("isRejected", NO, SendResultAssert::isRejected),
        passing("isUnknown", MAYBE, SendResultAssert::isUnknown),
        passing("withReason", NO, result -> result.withReason(FailureReason.TEMPLATE)),
        passing("withCode", NO, result -> result.withCode("40037")),
        passing("textContains", NO, result -> result.textContains("by script")),
        passing("isRetryable", NOT_NOW, SendResultAssert::isRetryable),
        passing("isFinal", NO, SendResultAssert::isFinal),
        passing("hasRetryAfter", WAIT, result -> result.hasRetryAfter(Duration.ofSeconds(2))),
        passing("hasAttempts", FELL_BACK, result -> result.hasAttempts(2)),
        passing("fellBack", FELL_BACK, SendResultAssert::fellBack),
        passing("didNotFallBack", YES, SendResultAssert::didNotFallBack),
        passing("hasProviderMessageId", YES, result -> result.hasProviderMessageId("id-1")),
        passing("hasNoProviderMessageId", YES_WITHOUT_ID, r -> r.hasNoProviderMessageId()),
        passing("isRepeated", AGAIN, SendResultAssert::isRepeated),
        passing("isNotRepeated", YES, SendResultAssert::isNotRepeated));
  }

  @TestFactory
  Stream<DynamicTest> fails() {
    return Stream.of(
        failing(
            "isAccepted",
            NO,
            SendResultAssert::isAccepted,
            "Expected the result to be: Accepted (the provider took it)",
            "but it was:",
            "Rejected TEMPLATE 40037: refused by script"),
        failing(
            "isRejected",
            MAYBE,
            SendResultAssert::isRejected,
            "Expected the result to be: Rejected (certainly not sent)",
            "Unknown TIMEOUT timeout: left unanswered by script (may pass)"),
        failing(
            "isUnknown",
            YES,
            SendResultAssert::isUnknown,
            "Expected the result to be: Unknown (it may have been sent)",
            "Accepted[receipt=Receipt[providerMessageId=id-1"),
        failing(
            "withReason",
            NO,
            result -> result.withReason(FailureReason.QUOTA),
            "Expected: reason QUOTA",
            "but found: reason TEMPLATE",
            "Rejected TEMPLATE 40037"),
        failing(
            "withReason of an acceptance",
            YES,
            result -> result.withReason(FailureReason.QUOTA),
            "Expected: reason QUOTA",
            "but the message was accepted"),
        failing(
            "withCode",
            NO,
            result -> result.withCode("40003"),
            "Expected: code <40003>",
            "but found: code <40037>"),
        failing(
            "textContains",
            NO,
            result -> result.textContains("openid"),
            "Expected: a text that contains <openid>",
            "but found: the text <refused by script>"),
        failing(
            "isRetryable",
            NO,
            SendResultAssert::isRetryable,
            "Expected: a retryable failure",
            "but found: a final one"),
        failing(
            "isFinal",
            NOT_NOW,
            SendResultAssert::isFinal,
            "Expected: a final failure",
            "but found: a retryable one"),
        failing(
            "hasRetryAfter",
            WAIT,
            result -> result.hasRetryAfter(Duration.ofSeconds(3)),
            "Expected: retry after PT3S",
            "but found: retry after PT2S"),
        failing(
            "hasRetryAfter of a failure without",
            NOT_NOW,
            result -> result.hasRetryAfter(Duration.ofSeconds(3)),
            "but found: no time to wait"),
        failing(
            "hasAttempts",
            FELL_BACK,
            result -> result.hasAttempts(1),
            "Expected: 1 attempt\n",
            "but found: 2 attempts [Attempt[number=1"),
        failing(
            "fellBack", YES, SendResultAssert::fellBack, "Expected: a fallback", "but found: none"),
        failing(
            "didNotFallBack",
            FELL_BACK,
            SendResultAssert::didNotFallBack,
            "Expected: no fallback",
            "but found: one"),
        failing(
            "hasProviderMessageId",
            YES,
            result -> result.hasProviderMessageId("id-2"),
            "Expected: provider's id <id-2>",
            "but found: provider's id <id-1>"),
        failing(
            "hasProviderMessageId of a rejection",
            NO,
            result -> result.hasProviderMessageId("id-2"),
            "Expected: provider's id <id-2>",
            "but the message was not accepted"),
        failing(
            "hasProviderMessageId without one",
            YES_WITHOUT_ID,
            result -> result.hasProviderMessageId("id-2"),
            "but found: no id"),
        failing(
            "hasNoProviderMessageId",
            YES,
            SendResultAssert::hasNoProviderMessageId,
            "Expected: no provider's id",
            "but found: provider's id <id-1>"),
        failing(
            "isRepeated",
            YES,
            SendResultAssert::isRepeated,
            "Expected: a repeated receipt",
            "but found: a first one"),
        failing(
            "isNotRepeated",
            AGAIN,
            SendResultAssert::isNotRepeated,
            "Expected: a first receipt",
            "but found: a repeated one"));
  }

  @Test
  void null_isNamedRatherThanThrown() {
    SendResult nothing = null;
    assertThatThrownBy(() -> assertThat(nothing).isAccepted())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expecting actual not to be null");
  }

  @Test
  void aDescriptionStandsBeforeTheMessage() {
    assertThatThrownBy(() -> assertThat(NO).as("the second message").isAccepted())
        .hasMessageStartingWith("[the second message] ");
  }

  private static DynamicTest passing(
      String name, SendResult result, Consumer<SendResultAssert> assertion) {
    return DynamicTest.dynamicTest(name, () -> assertion.accept(assertThat(result)));
  }

  private static DynamicTest failing(
      String name, SendResult result, Consumer<SendResultAssert> assertion, String... parts) {
    return DynamicTest.dynamicTest(
        name,
        () ->
            assertThatThrownBy(() -> assertion.accept(assertThat(result)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(parts));
  }

  private static List<Attempt> attempts() {
    Failure closed = Failure.permanent(FailureReason.WINDOW_CLOSED, "45015", "out of time");
    return List.of(
        new Attempt(
            1, 0, "main", "first", ManualClock.START, Duration.ZERO, Outcome.REJECTED, closed),
        new Attempt(
            2, 1, "main", "second", ManualClock.START, Duration.ZERO, Outcome.ACCEPTED, null));
  }
}
