package io.notifyjava.internal.corridor;

import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.internal.idempotency.SharedKeys;
import io.notifyjava.internal.resilience.KeyMemory;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Trace;
import org.jspecify.annotations.Nullable;

/** Completes the result with its trace and remembers it under its idempotency key. */
final class RecordStage {

  private final KeyMemory keys;
  private final @Nullable SharedKeys shared;

  RecordStage(KeyMemory keys, @Nullable SharedKeys shared) {
    this.keys = keys;
    this.shared = shared;
  }

  SendResult record(Delivery delivery, SendResult result) {
    SendResult complete = result.withTrace(new Trace(delivery.messageId, delivery.attempts()));
    IdempotencyClaim claim = delivery.sharedClaim;
    if (shared != null && claim != null) {
      // First, so that nobody here is let pass by this node's memory while others still wait.
      shared.settle(claim, delivery.sharedClaimHeld, complete);
    }
    if (delivery.keyClaimed) {
      keys.finish(delivery.message, complete);
    }
    return complete;
  }
}
