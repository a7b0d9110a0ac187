package io.notifyjava.internal.corridor;

import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Gives each call the time that it may take, and makes none when there is no time left. */
final class TimeLimitStage implements Stage {

  private final ProviderStage next;
  private final TimeoutPolicy timeouts;
  private final LongSupplier ticker;

  TimeLimitStage(TimeoutPolicy timeouts, LongSupplier ticker, ProviderStage next) {
    this.timeouts = timeouts;
    this.ticker = ticker;
    this.next = next;
  }

  @Override
  public Step walk(Delivery delivery) {
    Failure cancelled = delivery.cancelled();
    if (cancelled != null) {
      return Step.refused(cancelled);
    }
    if (Thread.currentThread().isInterrupted()) {
      return Step.refused(
          Failure.permanent(
              FailureReason.CANCELLED,
              "interrupted",
              "The thread was interrupted before the call"));
    }
    long left = delivery.endsAt - ticker.getAsLong();
    if (left <= 0) {
      return Step.refused(ExpireGate.expired("The time for this message was over before the call"));
    }
    Duration attempt = timeouts.attempt();
    return next.walk(delivery, left < attempt.toNanos() ? Duration.ofNanos(left) : attempt);
  }
}
