package io.notifyjava.batch;

import java.util.Optional;

/**
 * Decides after each result whether a batch should stop. {@link StopConditions} has the usual ones.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StopCondition {

  /**
   * Returns why to stop, in words for the report; empty to go on.
   *
   * <p>Called as the sink is: after it, for each result, one call at a time. The batch then takes
   * nothing more; what was taken runs to its end. A condition that throws stops the batch too,
   * because a broken brake is no reason to drive on.
   *
   * @param progress how far the batch is, {@code last} included
   * @param last the message that has just ended
   */
  Optional<String> check(BatchProgress progress, BatchItem last);
}
