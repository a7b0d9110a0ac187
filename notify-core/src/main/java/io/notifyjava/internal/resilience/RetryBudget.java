package io.notifyjava.internal.resilience;

import io.notifyjava.policy.RetryPolicy;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps retries a small share of calls: every message earns a part of a retry, every retry costs a
 * whole one. Counted in thousandths, so that it needs no floating point and no lock.
 */
public final class RetryBudget {

  private static final long WHOLE = 1_000;

  private final long earned;
  private final long most;
  private final AtomicLong balance;

  public RetryBudget(RetryPolicy policy) {
    this.earned = Math.round(policy.budgetRatio() * WHOLE);
    this.most = policy.budgetReserve() * WHOLE;
    this.balance = new AtomicLong(most);
  }

  /** Adds what one message earns. */
  public void earn() {
    // A full purse is the usual case; reading it first keeps this from being a shared hot spot.
    if (balance.get() < most) {
      balance.updateAndGet(now -> Math.min(most, now + earned));
    }
  }

  /** Takes one retry if there is one. */
  public boolean take() {
    long before = balance.getAndUpdate(now -> now >= WHOLE ? now - WHOLE : now);
    return before >= WHOLE;
  }
}
