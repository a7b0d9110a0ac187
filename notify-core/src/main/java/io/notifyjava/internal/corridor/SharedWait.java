package io.notifyjava.internal.corridor;

import io.notifyjava.internal.resilience.RetryBudget;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the messages of one refused call have in common while each decides how it goes on: one
 * back-off, so that they meet again for the next call, and one turn of the retry budget, because
 * together they make one call.
 *
 * <p>Used by the thread of the call alone.
 */
final class SharedWait {

  private @Nullable Duration backoff;
  private @Nullable Boolean granted;

  /** Returns the wait of the first who asked. */
  Duration backoff(Supplier<Duration> own) {
    if (backoff == null) {
      backoff = own.get();
    }
    return backoff;
  }

  /** Returns what the budget said to the first who asked. */
  boolean isGranted(RetryBudget budget) {
    if (granted == null) {
      granted = budget.take();
    }
    return granted;
  }
}
