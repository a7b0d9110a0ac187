package io.notifyjava.spi;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a provider is told beside the message.
 *
 * @param messageId for logs
 * @param messageIds the ids of all messages of a shared call, in their order; only that of the one
 *     message in any other call
 * @param attempt 1 for the first call with this message to this account
 * @param timeLimit the call must have ended by then, the answer's last byte included; more than
 *     zero
 * @param resend true if an earlier call with this very message ended unknown: an answer that says
 *     "duplicate" then means that the earlier one arrived, so the message is accepted
 * @since 0.1.0
 */
public record SendContext(
    String messageId,
    List<String> messageIds,
    int attempt,
    Duration timeLimit,
    boolean resend,
    Duration unknownFor) {

  public SendContext {
    Objects.requireNonNull(messageId, "messageId");
    messageIds = List.copyOf(messageIds);
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be 1 or more, but was " + attempt);
    }
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new IllegalArgumentException("timeLimit must be more than zero, but was " + timeLimit);
    }
    if (unknownFor.isNegative()) {
      throw new IllegalArgumentException("unknownFor must not be negative, but was " + unknownFor);
    }
  }

  /** Returns what is told of messages that share a call. */
  public SendContext(
      String messageId, List<String> messageIds, int attempt, Duration timeLimit, boolean resend) {
    this(messageId, messageIds, attempt, timeLimit, resend, Duration.ZERO);
  }

  /** Returns what is told of one message that goes alone. */
  public SendContext(String messageId, int attempt, Duration timeLimit, boolean resend) {
    this(messageId, List.of(messageId), attempt, timeLimit, resend, Duration.ZERO);
  }

  /** Returns this with the time since the first call whose outcome is unknown; zero or more. */
  public SendContext unknownFor(Duration time) {
    return new SendContext(messageId, messageIds, attempt, timeLimit, resend, time);
  }
}
