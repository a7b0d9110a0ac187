package io.notifyjava.result;

import java.util.Objects;
import java.util.Optional;

/**
 * The provider took the message. That is its word, not delivery.
 *
 * @param receipt the provider's proof
 * @param trace the way that the message took
 * @since 0.1.0
 */
public record Accepted(Receipt receipt, Trace trace) implements SendResult {

  public Accepted {
    Objects.requireNonNull(receipt, "receipt");
    Objects.requireNonNull(trace, "trace");
  }

  @Override
  public Accepted withTrace(Trace trace) {
    return new Accepted(receipt, trace);
  }

  @Override
  public Outcome outcome() {
    return Outcome.ACCEPTED;
  }

  @Override
  public Optional<Failure> failure() {
    return Optional.empty();
  }
}
