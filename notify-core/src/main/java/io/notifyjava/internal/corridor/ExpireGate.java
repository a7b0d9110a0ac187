package io.notifyjava.internal.corridor;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Refuses a message whose deadline has passed. */
final class ExpireGate implements Gate {

  private final Clock clock;

  ExpireGate(Clock clock) {
    this.clock = clock;
  }

  @Override
  public @Nullable SendResult pass(Delivery delivery) {
    Instant deadline = delivery.message.options().deadline().orElse(null);
    if (deadline == null || clock.instant().isBefore(deadline)) {
      return null;
    }
    return SendResult.rejected(
        expired("The deadline " + deadline + " had passed before the first attempt"));
  }

  /** Refuses a message that was found not to have been sent when it was too late to send it. */
  static SendResult late() {
    return SendResult.rejected(
        expired("The deadline had passed when it was known that the message had not been sent"));
  }

  static Failure expired(String text) {
    return Failure.permanent(FailureReason.EXPIRED, "expired", text);
  }
}
