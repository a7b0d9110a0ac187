package io.notifyjava.internal.corridor;

import io.notifyjava.internal.resilience.KeyMemory;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Trace;

/** Completes the result with its trace and remembers it under its idempotency key. */
final class RecordStage {

  private final KeyMemory keys;

  RecordStage(KeyMemory keys) {
    this.keys = keys;
  }

  SendResult record(Delivery delivery, SendResult result) {
    SendResult complete = result.withTrace(new Trace(delivery.messageId, delivery.attempts()));
    if (delivery.keyClaimed) {
      keys.finish(delivery.message, complete);
    }
    return complete;
  }
}
