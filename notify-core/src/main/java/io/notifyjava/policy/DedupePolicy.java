package io.notifyjava.policy;

import java.time.Duration;

/**
 * How long idempotency keys are remembered, so that a second send of one key is answered with the
 * result of the first.
 *
 * <p>Memory of one process, lost with it, unless nodes share a store by {@code
 * NotifierBuilder.idempotency}; the provider's own duplicate check and the outbox reach further.
 *
 * @param window how long a key is remembered after its message ended; zero turns the memory off;
 *     default 10 minutes, as long as WeChat remembers {@code client_msg_id}
 * @param maxKeys keys that this process remembers at most, the least recently used forgotten first;
 *     1 to 10,000,000; default 10,000
 * @since 0.1.0
 */
public record DedupePolicy(Duration window, int maxKeys) {

  private static final DedupePolicy DEFAULTS = new DedupePolicy(Duration.ofMinutes(10), 10_000);

  public DedupePolicy {
    Ranges.notNegative("window", window);
    Ranges.check("maxKeys", maxKeys, 1, 10_000_000);
  }

  /** Returns the documented defaults. */
  public static DedupePolicy defaults() {
    return DEFAULTS;
  }
}
