package io.notifyjava.internal.corridor;

import io.notifyjava.result.SendResult;
import org.jspecify.annotations.Nullable;

/** One check or preparation before any call. Passed once. */
interface Gate {

  /** Returns null to let the message pass, or its result. */
  @Nullable SendResult pass(Delivery delivery);
}
