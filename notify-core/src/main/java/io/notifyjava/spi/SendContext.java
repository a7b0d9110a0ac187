package io.notifyjava.spi;

import java.time.Duration;
import java.util.Objects;

/**
 * What a provider is told beside the message.
 *
 * @param messageId for logs
 * @param attempt 1 for the first call with this message to this account
 * @param timeLimit the call must have ended by then, the answer's last byte included; more than
 *     zero
 * @param resend true if an earlier call with this very message ended unknown: an answer that says
 *     "duplicate" then means that the earlier one arrived, so the message is accepted
 * @since 0.1.0
 */
public record SendContext(String messageId, int attempt, Duration timeLimit, boolean resend) {

  public SendContext {
    Objects.requireNonNull(messageId, "messageId");
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be 1 or more, but was " + attempt);
    }
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new IllegalArgumentException("timeLimit must be more than zero, but was " + timeLimit);
    }
  }
}
