package io.notifyjava.event;

import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the outbox reached its end, and that is durable.
 *
 * @param id of the entry; also the message's id in its other events
 * @param messageType the type of the message
 * @param state how it ended
 * @param attempts how often this and other nodes tried
 * @param age since it was enqueued, by the clocks of the nodes; zero or more
 * @param code of the last failure; null if it was accepted
 * @param correlationId the caller's own; null for none
 * @since 0.1.0
 */
public record OutboxEvent(
    OutboxId id,
    String messageType,
    OutboxState state,
    int attempts,
    Duration age,
    @Nullable String code,
    @Nullable String correlationId) {}
