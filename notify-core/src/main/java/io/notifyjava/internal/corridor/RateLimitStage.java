package io.notifyjava.internal.corridor;

import io.notifyjava.internal.resilience.Limiter;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.Optional;

/** Waits for a turn where the account has a rate limit. */
final class RateLimitStage implements Stage {

  private final Stage next;

  RateLimitStage(Stage next) {
    this.next = next;
  }

  @Override
  public Step walk(Delivery delivery) {
    Account account = delivery.leg().account();
    Limiter limiter = account.limiter();
    if (limiter == null || delivery.hasTurn()) {
      return next.walk(delivery);
    }
    Optional<Duration> wait = limiter.reserve();
    if (wait.isEmpty()) {
      return Step.refused(
          Failure.transientFailure(
              FailureReason.THROTTLED,
              "rate-limit",
              "Account '" + account.name() + "' has no turn free within its longest wait"));
    }
    delivery.takeTurn();
    return wait.get().isZero() ? next.walk(delivery) : new Step.Pause(wait.get());
  }
}
