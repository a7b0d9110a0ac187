package io.notifyjava.token;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows one good token, and kills it ten times, each time after it was used for a while. */
final class KillingPlatform implements TokenSource {

  static final int KILLS = 10;

  private static final int USES = 3_000;

  private final AtomicInteger grants = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile int good;

  @Override
  public Grant fetch(Duration timeLimit) {
    good = grants.incrementAndGet();
    return new Grant("T" + good, Duration.ofHours(2));
  }

  int grants() {
    return grants.get();
  }

  private boolean accepts(AccessToken token) {
    if (!token.value().equals("T" + good)) {
      return false;
    }
    int uses = accepted.incrementAndGet();
    if (uses % USES == 0 && uses / USES <= KILLS) {
      good = 0;
    }
    return true;
  }

  /** Sends a number of messages, each with one retry after a refusal; returns how many arrived. */
  int send(TokenCache cache, int messages) {
    int arrived = 0;
    for (int i = 0; i < messages; i++) {
      // A message may meet a second kill in its retry, as long as tokens are killed that fast.
      for (int attempt = 0; attempt < 4; attempt++) {
        AccessToken token = cache.get(Duration.ofSeconds(30));
        if (accepts(token)) {
          cache.confirm(token);
          arrived++;
          break;
        }
        cache.invalidate(token);
      }
    }
    return arrived;
  }
}
