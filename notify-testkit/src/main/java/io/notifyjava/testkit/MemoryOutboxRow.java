package io.notifyjava.testkit;

import io.notifyjava.outbox.OutboxClaim;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One entry of a {@link MemoryOutboxStore}, which holds its lock whenever it uses one. */
final class MemoryOutboxRow {

  /** By the time when somebody may take it, then by id. */
  static final Comparator<MemoryOutboxRow> BY_TURN =
      Comparator.comparing(MemoryOutboxRow::takeableAt).thenComparing(MemoryOutboxRow::id);

  static final Comparator<MemoryOutboxRow> BY_ID = Comparator.comparing(MemoryOutboxRow::id);

  final OutboxDraft draft;
  OutboxState state = OutboxState.PENDING;
  Instant updatedAt;
  private Instant dueAt;
  private int attempts;
  private int lease;
  private @Nullable String node;
  private Instant leasedAt = Instant.MIN;
  private Instant leasedUntil = Instant.MIN;
  private @Nullable Instant doubtSince;
  private @Nullable String doubtBy;
  private @Nullable String code;
  private @Nullable String text;
  private @Nullable String providerId;

  MemoryOutboxRow(OutboxDraft draft, Instant now) {
    this.draft = draft;
    boolean atOnce = !draft.notBefore().isAfter(draft.createdAt());
    this.dueAt = atOnce && draft.notBefore().isAfter(now) ? now : draft.notBefore();
    this.updatedAt = now;
  }

  OutboxId id() {
    return draft.id();
  }

  Instant takeableAt() {
    return state == OutboxState.LEASED ? leasedUntil : dueAt;
  }

  boolean isLeasedBy(String node) {
    return state == OutboxState.LEASED && node.equals(this.node);
  }

  boolean hasLease(String node, int number) {
    return isLeasedBy(node) && lease == number;
  }

  boolean mayBeCancelled() {
    return state == OutboxState.PENDING && doubtSince == null;
  }

  void lease(OutboxClaim claim, Instant now) {
    if (state == OutboxState.LEASED) {
      doubt();
    }
    state = OutboxState.LEASED;
    lease++;
    node = claim.node();
    leasedAt = now;
    leasedUntil = now.plus(claim.lease());
    updatedAt = now;
  }

  void renew(Instant until) {
    leasedUntil = until;
  }

  private void doubt() {
    doubtSince = doubtSince == null ? leasedAt : doubtSince;
    doubtBy = node;
  }

  OutboxLease asLease(Instant now) {
    return new OutboxLease(
        draft,
        lease,
        attempts,
        doubtSince != null,
        doubtSince == null ? null : Duration.between(doubtSince, now),
        doubtBy);
  }

  boolean takes(OutboxVerdict verdict) {
    return state == OutboxState.LEASED && lease == verdict.lease();
  }

  void take(OutboxVerdict verdict, Instant now) {
    if (verdict.doubt()) {
      if (doubtSince == null) {
        doubt();
      }
    } else {
      doubtSince = null;
      doubtBy = null;
    }
    state = verdict.state();
    attempts += verdict.counts() ? 1 : 0;
    dueAt = state == OutboxState.PENDING ? now.plus(verdict.delay()) : dueAt;
    code = verdict.code();
    text = verdict.text();
    providerId = verdict.providerId();
    updatedAt = now;
  }

  void end(OutboxState end, Instant now) {
    state = end;
    updatedAt = now;
  }

  void again(Instant now) {
    state = OutboxState.PENDING;
    attempts = 0;
    doubtSince = null;
    doubtBy = null;
    dueAt = now;
    updatedAt = now;
  }

  OutboxEntry asEntry() {
    return new OutboxEntry(
        draft.id(),
        state,
        draft.type(),
        attempts,
        draft.createdAt(),
        dueAt,
        updatedAt,
        node,
        code,
        text,
        providerId,
        draft.correlationId());
  }
}
