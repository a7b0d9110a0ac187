package io.notifyjava.internal.corridor;

import io.notifyjava.internal.resilience.Backoff;
import io.notifyjava.internal.resilience.Breaker;
import io.notifyjava.internal.resilience.Health;
import io.notifyjava.internal.resilience.Limiter;
import io.notifyjava.internal.resilience.RetryBudget;
import io.notifyjava.message.Message;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Provider;
import org.jspecify.annotations.Nullable;

/**
 * A provider under its configured name, with what protects it.
 *
 * @param limiter null if the account has no rate limit
 */
public record Account(
    String name,
    Provider<Message> provider,
    Capabilities capabilities,
    RetryPolicy retry,
    Backoff backoff,
    RetryBudget budget,
    Breaker breaker,
    Health health,
    @Nullable Limiter limiter) {

  /** Tells whether this type of message can be sent. */
  boolean supports(Message message) {
    return capabilities.of(message).isPresent();
  }

  Capabilities.Support support(Message message) {
    return capabilities
        .of(message)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Message type " + message.typeName() + " was routed to account " + name));
  }

  @Override
  public String toString() {
    return name;
  }
}
