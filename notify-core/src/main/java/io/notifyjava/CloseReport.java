package io.notifyjava;

/**
 * How a notifier was closed.
 *
 * @param abandoned messages that were still in a call to a provider when the time was over; their
 *     results, if anybody waits for them, come when those calls end
 * @since 0.1.0
 */
public record CloseReport(long abandoned) {

  /** Tells whether everything had ended. */
  public boolean isClean() {
    return abandoned == 0;
  }
}
