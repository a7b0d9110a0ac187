package io.notifyjava.event;

import io.notifyjava.result.FailureReason;
import java.time.Duration;

/**
 * A backup hides that an account is sick, or the account is well again.
 *
 * <p>While a backup accepts what a sick account should have sent, no result says that something is
 * wrong; this event does. It comes once for each episode, which begins with the first message that
 * a backup accepted in the place of the sick account and ends when that account is well.
 *
 * @param account the account that is sick, or was
 * @param backup the account that accepted the first message of the episode in its place
 * @param state which of the two
 * @param reason what the account suffers from, or suffered from at the beginning of the episode
 * @param messages how many messages backups have accepted in its place in this episode so far; 1 or
 *     more
 * @param lasted how long since the beginning of the episode; zero at its beginning
 * @since 0.1.0
 */
public record BackupEvent(
    String account,
    String backup,
    State state,
    FailureReason reason,
    long messages,
    Duration lasted) {

  /**
   * What a backup can mean.
   *
   * @since 0.1.0
   */
  public enum State {
    /** The account is sick, and its messages go out through others. */
    HIDES_SICKNESS,
    /** The account is well and sends its messages itself. */
    WELL_AGAIN
  }
}
