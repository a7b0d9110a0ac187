package io.notifyjava.spi;

import io.notifyjava.message.Message;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a provider can send, and what it can do about an unknown outcome, for each type of message.
 *
 * @param byType by the exact class of the message; at least one
 * @since 0.1.0
 */
public record Capabilities(Map<Class<? extends Message>, Support> byType) {

  public Capabilities {
    if (byType.isEmpty()) {
      throw new IllegalArgumentException("A provider must support at least one type of message");
    }
    byType = Map.copyOf(byType);
  }

  /** Returns capabilities with one type of message. */
  public static Capabilities of(Class<? extends Message> type, Support support) {
    return new Capabilities(Map.of(type, support));
  }

  /** Returns these capabilities with one more type of message. */
  public Capabilities and(Class<? extends Message> type, Support support) {
    Map<Class<? extends Message>, Support> more = new LinkedHashMap<>(byType);
    more.put(type, support);
    return new Capabilities(more);
  }

  /** Returns what is supported for this message; empty if its type cannot be sent at all. */
  public Optional<Support> of(Message message) {
    return Optional.ofNullable(byType.get(message.getClass()));
  }

  /**
   * What a provider does for one type of message.
   *
   * @param maxBulk recipients that one call of the vendor can carry; 1 or more
   * @param idempotencyWindow for how long after the first request the vendor recognises a repeated
   *     one by the message's idempotency key; zero if it does not. Counts only for messages that
   *     carry a key.
   * @param canSettle whether {@link Provider#settle} can find out what became of a message
   * @since 0.1.0
   */
  public record Support(int maxBulk, Duration idempotencyWindow, boolean canSettle) {

    public Support {
      if (maxBulk < 1) {
        throw new IllegalArgumentException("maxBulk must be 1 or more, but was " + maxBulk);
      }
      if (Objects.requireNonNull(idempotencyWindow, "idempotencyWindow").isNegative()) {
        throw new IllegalArgumentException(
            "idempotencyWindow must not be negative, but was " + idempotencyWindow);
      }
    }

    /** One message a call, and nothing known about what a lost answer meant. */
    public static Support plain() {
      return new Support(1, Duration.ZERO, false);
    }

    /** One message a call, repeated requests recognised for this long. */
    public static Support idempotent(Duration window) {
      return new Support(1, window, false);
    }
  }
}
