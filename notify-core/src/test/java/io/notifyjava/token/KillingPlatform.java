package io.notifyjava.token;

import java.time.Duration;

/** Knows one good token, and kills it ten times, each time after it was used for a while. */
final class KillingPlatform implements TokenSource {

  static final int KILLS = 10;

  private static final int USES = 3_000;

  private int grants;
  private int uses;
  private boolean killed;

  @Override
  public synchronized Grant fetch(Duration timeLimit) {
    uses = 0;
    killed = false;
    return new Grant("T" + ++grants, Duration.ofHours(2));
  }

  synchronized int grants() {
    return grants;
  }

  private synchronized boolean accepts(AccessToken token) {
    if (killed || !token.value().equals("T" + grants)) {
      return false;
    }
    killed = ++uses == USES && grants <= KILLS;
    return true;
  }

  /** Sends a number of messages, each each again after a refusal; returns how many arrived. */
  int send(TokenCache cache, int messages) {
    int arrived = 0;
    for (int i = 0; i < messages; i++) {
      // A thread that a busy machine holds up may meet every one of the kills.
      for (int attempt = 0; attempt <= KILLS; attempt++) {
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
