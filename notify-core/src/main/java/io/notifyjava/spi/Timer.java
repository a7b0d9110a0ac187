package io.notifyjava.spi;

import java.time.Duration;

/**
 * Calls back after a while. A notifier has one thread for it; tests put a manual one in its place.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Timer {

  /**
   * Runs the task once, after the delay at the earliest. Tasks are short and do not block.
   *
   * @param delay zero or more
   */
  void schedule(Duration delay, Runnable task);
}
