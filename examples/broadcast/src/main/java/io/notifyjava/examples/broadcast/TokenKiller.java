package io.notifyjava.examples.broadcast;

/**
 * Kills the simulator's tokens a number of times, spread evenly over the run. Used by one thread at
 * a time.
 */
final class TokenKiller {

  private final Platform platform;
  private final int times;
  private final long total;
  private int killed;
  private long ended;

  /**
   * @param times how often; 0 for never
   * @param total how many messages there will be
   */
  TokenKiller(Platform platform, int times, long total) {
    this.platform = platform;
    this.times = times;
    this.total = total;
  }

  /** One more message has ended. */
  void messageEnded() {
    ended++;
    // Neither at the very beginning nor at the very end, where a dead token would hurt nobody.
    if (killed < times && ended >= total * (killed + 1) / (times + 1)) {
      killed++;
      platform.killTokens();
    }
  }
}
