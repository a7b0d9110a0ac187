package io.notifyjava.internal.corridor;

import io.notifyjava.result.Failure;
import io.notifyjava.result.SendResult;
import java.time.Duration;

/** What a stage of the corridor says: this is the result, come again later, or wait for others. */
sealed interface Step {

  /** The way goes on at once, but in another thread. */
  Pause ELSEWHERE = new Pause(Duration.ZERO);

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

  /**
   * The way goes on with the answer of a call that the message shares; see {@link Depot}.
   *
   * @param key what all messages of the call have in common
   * @param most how many messages the call can carry; 2 or more
   */
  record Parked(Account account, Object key, int most) implements Step {}
}
