package io.notifyjava.result;

import java.util.Objects;
import java.util.Optional;

/**
 * The message may have been sent: the request may have left, and no proper answer came. It is never
 * sent again unless that is known to be safe or the caller chose {@link
 * io.notifyjava.message.DeliveryMode#AT_LEAST_ONCE}.
 *
 * @param cause what was seen
 * @param trace the way that the message took
 * @since 0.1.0
 */
public record Unknown(Failure cause, Trace trace) implements SendResult {

  public Unknown {
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(trace, "trace");
  }

  @Override
  public Unknown withTrace(Trace trace) {
    return new Unknown(cause, trace);
  }

  @Override
  public Outcome outcome() {
    return Outcome.UNKNOWN;
  }

  @Override
  public Optional<Failure> failure() {
    return Optional.of(cause);
  }
}
