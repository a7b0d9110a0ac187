package io.notifyjava.internal.outbox;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings to the store what comes of the last entries, at the end. Used under the lock. */
final class LastVerdicts {

  private static final Logger log = LoggerFactory.getLogger(LastVerdicts.class);

  /** A store that fails is asked so often, at these intervals. */
  private static final int MOST_TRIES = 5;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  private final Verdicts verdicts;
  private final Holdings holdings;
  private final LongSupplier ticker;
  private int failures;

  LastVerdicts(Verdicts verdicts, Holdings holdings, LongSupplier ticker) {
    this.verdicts = verdicts;
    this.holdings = holdings;
    this.ticker = ticker;
  }

  /**
   * Brings them as they come.
   *
   * @param end until when they are waited for, by the ticker
   */
  void bringIn(long end) throws InterruptedException {
    boolean more = true;
    while (more) {
      Duration left = Duration.ofNanos(Math.max(0, end - ticker.getAsLong()));
      if (bring()) {
        more = holdings.size() > 0 && !left.isZero() && verdicts.await(left);
      } else {
        more = failures < MOST_TRIES;
        // A result that comes meanwhile is no reason to hurry.
        verdicts.await(left.compareTo(BETWEEN_TRIES) < 0 ? left : BETWEEN_TRIES);
      }
    }
  }

  private boolean bring() {
    try {
      if (verdicts.gather()) {
        verdicts.turn(null);
      }
      return true;
    } catch (Throwable e) {
      if (++failures == MOST_TRIES) {
        log.warn("The outbox could not record what it had in hand: {}", Outage.described(e));
      }
      return false;
    }
  }
}
