package io.notifyjava;

/**
 * How a notifier was closed.
 *
 * @param abandoned messages that were still in a call to a provider when the time was over; their
 *     results, if anybody waits for them, come when those calls end
 * @param leased entries of the outbox whose outcome could not be recorded; another node finds them
 *     when their leases have run out, as unknown outcomes
 * @since 0.1.0
 */
public record CloseReport(long abandoned, long leased) {

  /** Tells whether everything had ended and was recorded. */
  public boolean isClean() {
    return abandoned == 0 && leased == 0;
  }
}
