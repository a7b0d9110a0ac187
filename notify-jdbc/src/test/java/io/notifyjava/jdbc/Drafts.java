package io.notifyjava.jdbc;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.message.Lane;
import io.notifyjava.outbox.OutboxClaim;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxVerdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** Entries without meaning. */
final class Drafts {

  static final Instant PAST = Instant.parse("2020-01-01T10:00:00Z");

  private Drafts() {}

  static OutboxId id(long number) {
    return new OutboxId("%032x".formatted(number));
  }

  static OutboxDraft draft(long number) {
    return draft(number, 190, null);
  }

  static OutboxDraft draft(long number, int size, String correlationId) {
    return draft(number, size, correlationId, PAST);
  }

  static OutboxDraft scheduled(long number, Instant notBefore) {
    return draft(number, 10, null, notBefore);
  }

  private static OutboxDraft draft(long number, int size, String correlationId, Instant notBefore) {
    return new OutboxDraft(
        id(number),
        null,
        "0".repeat(64),
        null,
        Lane.BULK,
        "note",
        1,
        "x".repeat(size).getBytes(StandardCharsets.UTF_8),
        null,
        null,
        DeliveryMode.AT_MOST_ONCE,
        correlationId,
        PAST,
        notBefore,
        null);
  }

  static List<OutboxDraft> drafts(long from, int count) {
    return LongStream.range(from, from + count).mapToObj(Drafts::draft).toList();
  }

  static OutboxClaim claim(String node, int count) {
    return new OutboxClaim(node, Duration.ofMinutes(5), 0, count);
  }

  static OutboxVerdict accepted(OutboxLease lease) {
    return verdict(lease, "provider-1");
  }

  static OutboxVerdict verdict(OutboxLease lease, String providerId) {
    return new OutboxVerdict(
        lease.id(),
        lease.number(),
        OutboxState.ACCEPTED,
        Duration.ZERO,
        true,
        false,
        null,
        null,
        providerId);
  }

  /** Says of an entry that it ended for good. */
  static OutboxVerdict dead(OutboxLease lease) {
    return new OutboxVerdict(
        lease.id(),
        lease.number(),
        OutboxState.DEAD,
        Duration.ZERO,
        true,
        false,
        "no",
        "said no",
        null);
  }
}
