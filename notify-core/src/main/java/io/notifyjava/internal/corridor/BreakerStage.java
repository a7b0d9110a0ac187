package io.notifyjava.internal.corridor;

import io.notifyjava.internal.resilience.Breaker;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Makes no call to an account whose circuit is open. */
final class BreakerStage implements CallStage {

  private final CallStage next;
  private final LongSupplier ticker;

  BreakerStage(LongSupplier ticker, CallStage next) {
    this.ticker = ticker;
    this.next = next;
  }

  @Override
  public Step walk(Call call) {
    Breaker breaker = call.account().breaker();
    if (!breaker.tryAcquire()) {
      return Step.refused(
          Failure.transientFailure(
                  FailureReason.UNAVAILABLE,
                  "circuit-open",
                  "Account '"
                      + call.account().name()
                      + "' failed too often; no call is made to it for a while")
              .retryAfter(breaker.openFor()));
    }
    boolean recorded = false;
    try {
      long begunAt = ticker.getAsLong();
      Step step = next.walk(call);
      if (step instanceof Step.Done done && done.called()) {
        breaker.record(done.result(), Duration.ofNanos(ticker.getAsLong() - begunAt));
        recorded = true;
        call.account().health().note(done.result());
      }
      return step;
    } finally {
      // A permission that was not used would stay taken for ever while the circuit is on trial.
      if (!recorded) {
        breaker.release();
      }
    }
  }
}
