package io.notifyjava.outbox;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one entry; holds no content and no address.
 *
 * @param id names it
 * @param state how far it has come
 * @param type of the message
 * @param attempts that ended with a result
 * @param createdAt when it was enqueued
 * @param dueAt when it is sent next, if it is pending; else when it was due last
 * @param updatedAt when its state changed last
 * @param node that has or had its last lease; null if it never had one
 * @param code of the last failure; null if there was none
 * @param text of the last failure; null if there was none
 * @param providerId of the accepted message; null otherwise
 * @param correlationId the caller's own; null for none
 * @since 0.1.0
 */
public record OutboxEntry(
    OutboxId id,
    OutboxState state,
    String type,
    int attempts,
    Instant createdAt,
    Instant dueAt,
    Instant updatedAt,
    @Nullable String node,
    @Nullable String code,
    @Nullable String text,
    @Nullable String providerId,
    @Nullable String correlationId) {

  public OutboxEntry {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(dueAt, "dueAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }

  /** Returns the provider's id of the message, once it was accepted. */
  public Optional<String> acceptedAs() {
    return Optional.ofNullable(providerId);
  }
}
