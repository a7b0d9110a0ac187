package io.notifyjava.result;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call to one provider.
 *
 * @param number 1 for the first attempt of the message, whichever provider or alternative it went
 *     to
 * @param alternative 0 for the message itself, 1 for the first alternative of its fallback, and so
 *     on
 * @param account the configured account that was called
 * @param messageType {@link io.notifyjava.message.Message#typeName()} of what was sent, which
 *     differs from that of the first attempt after a fallback
 * @param startedAt when it began, by the notifier's clock
 * @param took how long it took, by the notifier's ticker
 * @param outcome what came of it
 * @param failure why it was not accepted; null if it was
 * @since 0.1.0
 */
public record Attempt(
    int number,
    int alternative,
    String account,
    String messageType,
    Instant startedAt,
    Duration took,
    Outcome outcome,
    @Nullable Failure failure) {

  public Attempt {
    if (number < 1) {
      throw new IllegalArgumentException("number must be 1 or more, but was " + number);
    }
    if (alternative < 0) {
      throw new IllegalArgumentException("alternative must be 0 or more, but was " + alternative);
    }
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(messageType, "messageType");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(took, "took");
    if ((outcome == Outcome.ACCEPTED) != (failure == null)) {
      throw new IllegalArgumentException(
          "failure must be given unless the outcome is ACCEPTED, but outcome was "
              + outcome
              + " and failure "
              + failure);
    }
  }
}
