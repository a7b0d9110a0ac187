package io.notifyjava.internal.corridor;

import io.notifyjava.internal.resilience.KeyMemory;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import org.jspecify.annotations.Nullable;

/** Answers a second send of one idempotency key with what came of the first. */
final class DedupeGate implements Gate {

  private final KeyMemory keys;

  DedupeGate(KeyMemory keys) {
    this.keys = keys;
  }

  @Override
  public @Nullable SendResult pass(Delivery delivery) {
    KeyMemory.Seen first = keys.claim(delivery.message);
    if (first == null) {
      delivery.keyClaimed = true;
      return null;
    }
    if (first.content() != delivery.message.hashCode()) {
      return SendResult.rejected(
          Failure.permanent(
              FailureReason.INVALID_MESSAGE,
              "key-conflict",
              "Another message with this idempotency key went to this recipient; use one key for one"
                  + " message"));
    }
    SendResult result = first.result();
    if (result == null) {
      return SendResult.rejected(
          Failure.permanent(
              FailureReason.SUPPRESSED,
              "in-flight",
              "The same message with this idempotency key is on its way; ask again when it has ended"));
    }
    return result instanceof Accepted accepted
        ? SendResult.accepted(accepted.receipt().asRepeated())
        : result;
  }
}
