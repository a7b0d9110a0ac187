package io.notifyjava.internal.corridor;

import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Gives each call the time that it may take, and makes none when there is no time left. */
final class TimeLimitStage implements CallStage {

  private final ProviderStage next;
  private final TimeoutPolicy timeouts;
  private final LongSupplier ticker;
  private final long timeToShare;

  TimeLimitStage(TimeoutPolicy timeouts, LongSupplier ticker, ProviderStage next) {
    this.timeouts = timeouts;
    this.ticker = ticker;
    this.timeToShare = ShareStage.timeToShare(timeouts);
    this.next = next;
  }

  @Override
  public Step walk(Call call) {
    if (Thread.currentThread().isInterrupted()) {
      return Step.refused(
          Failure.permanent(
              FailureReason.CANCELLED,
              "interrupted",
              "The thread was interrupted before the call"));
    }
    long now = ticker.getAsLong();
    if (call instanceof Group group) {
      group.leaveBehind(now, timeToShare, expired());
      if (group.riders().isEmpty()) {
        return expired();
      }
    }
    long left = call.endsAt() - now;
    if (left <= 0) {
      return expired();
    }
    Duration attempt = timeouts.attempt();
    return next.walk(call, left < attempt.toNanos() ? Duration.ofNanos(left) : attempt);
  }

  private static Step.Done expired() {
    return Step.refused(ExpireGate.expired("The time for this message was over before the call"));
  }
}
