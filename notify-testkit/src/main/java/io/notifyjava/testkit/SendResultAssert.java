package io.notifyjava.testkit;

import io.notifyjava.result.Accepted;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Outcome;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what came of a send. Each says what was expected and what was found.
 *
 * @since 0.1.0
 */
public final class SendResultAssert extends AbstractAssert<SendResultAssert, SendResult> {

  SendResultAssert(@Nullable SendResult actual) {
    super(actual, SendResultAssert.class);
  }

  /** Expects that the provider took the message. */
  public SendResultAssert isAccepted() {
    return hasOutcome(Outcome.ACCEPTED, "Accepted (the provider took it)");
  }

  /** Expects that the message certainly was not sent. */
  public SendResultAssert isRejected() {
    return hasOutcome(Outcome.REJECTED, "Rejected (certainly not sent)");
  }

  /** Expects that nobody can tell whether the message was sent. */
  public SendResultAssert isUnknown() {
    return hasOutcome(Outcome.UNKNOWN, "Unknown (it may have been sent)");
  }

  /** Expects a failure with this reason. */
  public SendResultAssert withReason(FailureReason reason) {
    Failure failure = failure("reason " + reason);
    return check(failure.reason() == reason, "reason " + reason, "reason " + failure.reason());
  }

  /** Expects a failure with exactly this code, the provider's own or ours. */
  public SendResultAssert withCode(String code) {
    Failure failure = failure("code <" + code + ">");
    return check(
        failure.code().equals(code), "code <" + code + ">", "code <" + failure.code() + ">");
  }

  /** Expects a failure whose text holds this part. */
  public SendResultAssert textContains(String part) {
    Failure failure = failure("a text that contains <" + part + ">");
    return check(
        failure.text().contains(part),
        "a text that contains <" + part + ">",
        "the text <" + failure.text() + ">");
  }

  /** Expects a failure that may pass: the same message may be accepted later. */
  public SendResultAssert isRetryable() {
    Failure failure = failure("a retryable failure");
    return check(failure.retryable(), "a retryable failure", "a final one");
  }

  /** Expects a failure that sending again cannot mend. */
  public SendResultAssert isFinal() {
    Failure failure = failure("a final failure");
    return check(!failure.retryable(), "a final failure", "a retryable one");
  }

  /** Expects a failure with which the provider asks to wait exactly so long. */
  public SendResultAssert hasRetryAfter(Duration wait) {
    Optional<Duration> found = failure("retry after " + wait).retryAfter();
    return check(
        found.filter(wait::equals).isPresent(),
        "retry after " + wait,
        found.map(time -> "retry after " + time).orElse("no time to wait"));
  }

  /** Expects so many calls to providers, over all retries and alternatives. */
  public SendResultAssert hasAttempts(int count) {
    int found = given().attempts().size();
    return check(found == count, attempts(count), attempts(found) + " " + given().attempts());
  }

  /** Expects that an alternative was attempted instead of, or after, the message itself. */
  public SendResultAssert fellBack() {
    return check(given().fellBack(), "a fallback", "none");
  }

  /** Expects that no alternative was attempted. */
  public SendResultAssert didNotFallBack() {
    return check(!given().fellBack(), "no fallback", "one");
  }

  /** Expects an acceptance with exactly this id of the provider. */
  public SendResultAssert hasProviderMessageId(String id) {
    Optional<String> found = receipt("provider's id <" + id + ">").providerMessageId();
    return check(
        found.filter(id::equals).isPresent(),
        "provider's id <" + id + ">",
        found.map(value -> "provider's id <" + value + ">").orElse("no id"));
  }

  /** Expects an acceptance by a provider that gave no id. */
  public SendResultAssert hasNoProviderMessageId() {
    Optional<String> found = receipt("no provider's id").providerMessageId();
    return check(
        found.isEmpty(),
        "no provider's id",
        found.map(value -> "provider's id <" + value + ">").orElse("none"));
  }

  /** Expects an acceptance in which the provider said that it had the message already. */
  public SendResultAssert isRepeated() {
    return check(receipt("a repeated receipt").repeated(), "a repeated receipt", "a first one");
  }

  /** Expects an acceptance in which the provider took the message for the first time. */
  public SendResultAssert isNotRepeated() {
    return check(!receipt("a first receipt").repeated(), "a first receipt", "a repeated one");
  }

  private SendResultAssert hasOutcome(Outcome outcome, String name) {
    if (given().outcome() != outcome) {
      failWithMessage("%nExpected the result to be: %s%nbut it was:%n  %s", name, shown());
    }
    return this;
  }

  private SendResultAssert check(boolean holds, String expected, String found) {
    if (!holds) {
      failWithMessage(
          "%nExpected: %s%nbut found: %s%nin the result:%n  %s", expected, found, shown());
    }
    return this;
  }

  private Failure failure(String expected) {
    Optional<Failure> failure = given().failure();
    if (failure.isEmpty()) {
      failWithMessage("%nExpected: %s%nbut the message was accepted:%n  %s", expected, shown());
    }
    return failure.orElseThrow();
  }

  private Receipt receipt(String expected) {
    if (given() instanceof Accepted accepted) {
      return accepted.receipt();
    }
    failWithMessage("%nExpected: %s%nbut the message was not accepted:%n  %s", expected, shown());
    throw new AssertionError(expected);
  }

  private SendResult given() {
    isNotNull();
    return actual;
  }

  private String shown() {
    SendResult result = given();
    return switch (result.outcome()) {
      case ACCEPTED -> result.toString();
      case REJECTED -> "Rejected " + result.failure().orElseThrow();
      case UNKNOWN -> "Unknown " + result.failure().orElseThrow();
    };
  }

  private static String attempts(int count) {
    return count + (count == 1 ? " attempt" : " attempts");
  }
}
