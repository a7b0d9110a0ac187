package io.notifyjava.internal.resilience;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.notifyjava.policy.RateLimit;
import java.time.Duration;
import java.util.Optional;

/** The rate limiter of one account, over Resilience4j, whose types stay in here. */
public final class Limiter {

  private final RateLimiter limiter;

  public Limiter(String account, RateLimit limit) {
    this.limiter =
        RateLimiter.of(
            account,
            RateLimiterConfig.custom()
                .limitForPeriod(limit.permits())
                .limitRefreshPeriod(limit.period())
                .timeoutDuration(limit.maxWait())
                .build());
  }

  /**
   * Takes a turn and returns how long to wait for it; empty if it is too far off and was not taken.
   */
  public Optional<Duration> reserve() {
    long nanos = limiter.reservePermission();
    return nanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }
}
