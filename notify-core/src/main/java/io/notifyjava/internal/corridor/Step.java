package io.notifyjava.internal.corridor;

import io.notifyjava.result.Failure;
import io.notifyjava.result.SendResult;
import java.time.Duration;

/** What a stage of the corridor says: this is the result, or come again later. */
sealed interface Step {

  /** The end of this part of the way. */
  static Done of(SendResult result) {
    return new Done(result, true);
  }

  /** A refusal before any call was made. */
  static Done refused(Failure failure) {
    return new Done(SendResult.rejected(failure), false);
  }

  /**
   * A result.
   *
   * @param called whether the provider was called for it
   */
  record Done(SendResult result, boolean called) implements Step {}

  /** The way goes on after this time, in whichever thread. */
  record Pause(Duration time) implements Step {}
}
