package io.notifyjava.internal.batch;

import io.notifyjava.internal.time.Turnstile;
import java.time.Duration;

/** Makes a sender for each batch. */
@FunctionalInterface
public interface MessageSenders {

  /**
   * Makes the sender of one batch.
   *
   * @param linger how long a message may wait for others to share a call with; zero if not at all
   * @param turnstile for shared calls, and for what their messages do afterwards
   */
  MessageSender open(Duration linger, Turnstile turnstile);
}
