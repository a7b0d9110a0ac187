package io.notifyjava.internal.corridor;

import io.notifyjava.internal.batch.Ear;
import io.notifyjava.internal.time.Turnstile;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A message that is sent without a thread of its own: where it goes on, and who waits for it.
 *
 * <p>Used by one thread at a time, as its {@link Delivery}.
 */
final class Trip {

  final Delivery delivery;
  final Ear ear;
  private final Executor executor;
  private @Nullable Turnstile turnstile;

  Trip(Delivery delivery, Executor executor, Ear ear) {
    this.delivery = delivery;
    this.executor = executor;
    this.ear = ear;
  }

  /**
   * Goes through the turnstile from now on, because a shared call can set many messages free at
   * once.
   */
  void shares(Turnstile turnstile) {
    this.turnstile = turnstile;
  }

  /** Has the work done in a thread of the executor; {@code refused} if it takes none. */
  void goOn(Runnable work, Runnable refused) {
    if (turnstile != null) {
      turnstile.submit(work, refused);
      return;
    }
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      refused.run();
    }
  }
}
