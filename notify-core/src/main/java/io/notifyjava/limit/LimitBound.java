package io.notifyjava.limit;

import java.util.Objects;

/**
 * So many messages in such a window.
 *
 * @param permits messages; 1 to 1,000,000,000 in a calendar window, 1 to 1,000,000 in a rolling
 *     one, where the memory store keeps 8 bytes for each that is used
 * @param window over which they are counted
 * @since 0.1.0
 */
public record LimitBound(int permits, LimitWindow window) {

  private static final int MOST = 1_000_000_000;
  private static final int MOST_ROLLING = 1_000_000;

  public LimitBound {
    Objects.requireNonNull(window, "window");
    int most = window instanceof LimitWindow.Rolling ? MOST_ROLLING : MOST;
    if (permits < 1 || permits > most) {
      throw new IllegalArgumentException(
          "permits must be 1 to " + most + " per " + window + ", but was " + permits);
    }
  }

  @Override
  public String toString() {
    return permits + " per " + window;
  }
}
