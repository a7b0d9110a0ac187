package io.notifyjava.token;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often refused tokens may be renewed. Not thread-safe: {@link CacheState} guards it.
 *
 * <p>A token that the platform once accepted and now refuses was killed by somebody; a new one
 * helps, so it is drawn from a burst that is earned back slowly. A token that was never accepted
 * will hardly be followed by a better one, and each costs daily quota, so there is one a minute.
 */
final class RenewalBudget {

  private static final String SPENT = "token-budget";

  private static final Failure NEVER_ACCEPTED =
      Failure.permanent(
          FailureReason.AUTHENTICATION,
          "token-refused",
          "The platform refuses a new access token that it never accepted once, so it is renewed at"
              + " most once a minute. Check that application id, secret and base URL belong"
              + " together, and that no other program fetches tokens of this account without"
              + " sharing the token store");

  private final int burst;
  private final long refill;
  private int permits;
  private long countedAt;
  private boolean unprovenBefore;
  private long unprovenAt;

  RenewalBudget(TokenCachePolicy policy, long now) {
    this.burst = policy.burst();
    this.refill = policy.refill().toNanos();
    this.permits = burst;
    this.countedAt = now;
  }

  /** Returns why a refused token may not be renewed now; null if it may. */
  @Nullable Failure denial(boolean proven, long now) {
    if (!proven && unprovenBefore && now - unprovenAt < refill) {
      return NEVER_ACCEPTED;
    }
    count(now);
    return permits > 0 ? null : spent(Duration.ofNanos(countedAt + refill - now));
  }

  /** Takes one renewal. */
  void draw(boolean proven, long now) {
    count(now);
    permits = Math.max(0, permits - 1);
    if (!proven) {
      unprovenBefore = true;
      unprovenAt = now;
    }
  }

  private void count(long now) {
    long earned = (now - countedAt) / refill;
    if (permits + earned >= burst) {
      permits = burst;
      countedAt = now;
    } else {
      permits += (int) earned;
      countedAt += earned * refill;
    }
  }

  /** Tells whether nothing but the burst of this process is spent; other nodes have their own. */
  static boolean isSpent(Failure denial) {
    return SPENT.equals(denial.code());
  }

  private Failure spent(Duration wait) {
    return Failure.transientFailure(
            FailureReason.AUTHENTICATION,
            SPENT,
            "Access tokens were refused and renewed "
                + burst
                + " times in short order; something else seems to renew tokens of this account."
                + " Let it share the token store, or use the platform's stable token")
        .retryAfter(wait);
  }
}
