package io.notifyjava.internal.corridor;

import io.notifyjava.idempotency.IdempotencyClaim;
import io.notifyjava.internal.idempotency.SharedKeys;
import io.notifyjava.internal.resilience.KeyMemory;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers a second send of one idempotency key with what came of the first: by what this node
 * remembers, and if that knows nothing, by what all nodes do.
 */
final class DedupeGate implements Gate {

  private final KeyMemory keys;
  private final @Nullable SharedKeys shared;
  private final LongSupplier ticker;

  DedupeGate(KeyMemory keys, @Nullable SharedKeys shared, LongSupplier ticker) {
    this.keys = keys;
    this.shared = shared;
    this.ticker = ticker;
  }

  @Override
  public @Nullable SendResult pass(Delivery delivery) {
    KeyMemory.Seen first = keys.claim(delivery.message);
    if (first == null) {
      delivery.keyClaimed = true;
      return shared == null ? null : askOthers(shared, delivery);
    }
    if (first.content() != delivery.message.hashCode()) {
      return SharedKeys.conflict();
    }
    SendResult result = first.result();
    return result == null ? SharedKeys.onItsWay() : repeated(result);
  }

  private @Nullable SendResult askOthers(SharedKeys shared, Delivery delivery) {
    Duration left = Duration.ofNanos(delivery.endsAt() - ticker.getAsLong());
    IdempotencyClaim claim = shared.claim(delivery.message, delivery.messageId, left);
    if (claim == null) {
      return null;
    }
    SharedKeys.Answer answer = shared.ask(claim);
    SendResult result = answer.result();
    if (result == null) {
      delivery.sharedClaim = claim;
      delivery.sharedClaimHeld = answer.held();
      return null;
    }
    delivery.keyClaimed = false;
    if (answer.known()) {
      keys.finish(delivery.message, result);
      return repeated(result);
    }
    keys.forget(delivery.message);
    return result;
  }

  private static SendResult repeated(SendResult result) {
    return result instanceof Accepted accepted
        ? SendResult.accepted(accepted.receipt().asRepeated())
        : result;
  }
}
