package io.notifyjava.result;

import java.util.Objects;
import java.util.Optional;

/**
 * The message certainly was not sent.
 *
 * @param cause why; {@link Failure#retryable()} says whether the same message may be accepted later
 * @param trace the way that the message took
 * @since 0.1.0
 */
public record Rejected(Failure cause, Trace trace) implements SendResult {

  public Rejected {
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(trace, "trace");
  }

  @Override
  public Rejected withTrace(Trace trace) {
    return new Rejected(cause, trace);
  }

  @Override
  public Outcome outcome() {
    return Outcome.REJECTED;
  }

  @Override
  public Optional<Failure> failure() {
    return Optional.of(cause);
  }
}
