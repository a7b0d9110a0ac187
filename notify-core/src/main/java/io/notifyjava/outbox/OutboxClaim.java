package io.notifyjava.outbox;

import java.time.Duration;
import java.util.Objects;

/**
 * Asks a store for entries to send.
 *
 * @param node who asks; unique over all that share the store, at most 64 characters
 * @param lease for how long they are the node's own
 * @param urgent most entries of the urgent lane; 0 or more
 * @param bulk most entries of the bulk lane; 0 or more
 * @param bytes most bytes of their payloads together; 1 or more. An entry that is larger by itself
 *     is handed out alone when it is the first
 * @since 0.1.0
 */
public record OutboxClaim(String node, Duration lease, int urgent, int bulk, long bytes) {

  /** Asks for entries of any size. */
  public OutboxClaim(String node, Duration lease, int urgent, int bulk) {
    this(node, lease, urgent, bulk, Long.MAX_VALUE);
  }

  public OutboxClaim {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(lease, "lease");
    if (lease.isNegative() || lease.isZero()) {
      throw new IllegalArgumentException("lease must be longer than zero, but was " + lease);
    }
    if (urgent < 0 || bulk < 0) {
      throw new IllegalArgumentException(
          "urgent and bulk must be 0 or more, but were " + urgent + " and " + bulk);
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("bytes must be 1 or more, but were " + bytes);
    }
  }
}
