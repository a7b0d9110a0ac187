package io.notifyjava.internal.corridor;

import io.notifyjava.internal.resilience.Limiter;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.Optional;

/** Waits for a turn where the account has a rate limit. */
final class RateLimitStage implements CallStage {

  private final CallStage next;

  RateLimitStage(CallStage next) {
    this.next = next;
  }

  @Override
  public Step walk(Call call) {
    Account account = call.account();
    Limiter limiter = account.limiter();
    if (limiter == null || call.hasTurn()) {
      return next.walk(call);
    }
    Optional<Duration> wait = limiter.reserve();
    if (wait.isEmpty()) {
      return Step.refused(
          Failure.transientFailure(
              FailureReason.THROTTLED,
              "rate-limit",
              "Account '" + account.name() + "' has no turn free within its longest wait"));
    }
    call.takeTurn();
    return wait.get().isZero() ? next.walk(call) : new Step.Pause(wait.get());
  }
}
