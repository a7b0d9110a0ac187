package io.notifyjava.examples.broadcast;

/**
 * Does something a number of times, spread evenly over the run, neither at its very beginning nor
 * at its very end. Used by one thread at a time.
 */
final class Milestones {

  private final int times;
  private final long total;
  private final Runnable action;
  private int reached;
  private long ended;

  /**
   * @param times how often; 0 for never
   * @param total how many messages there will be
   */
  Milestones(int times, long total, Runnable action) {
    this.times = times;
    this.total = total;
    this.action = action;
  }

  /** One more message has ended. */
  void messageEnded() {
    ended++;
    if (reached < times && ended >= total * (reached + 1) / (times + 1)) {
      reached++;
      action.run();
    }
  }
}
