package io.notifyjava.testkit.simulator;

/**
 * How a person stands to the official account.
 *
 * @since 0.1.0
 */
public enum Follower {
  /** Follows and receives everything; what every well-formed open id is by default. */
  FOLLOWING,
  /**
   * Does not follow: a template is refused with 43004, a customer message with 45015, because the
   * platform does not tell a closed window from a lost follower there.
   */
  NOT_FOLLOWING,
  /** Stands on the account's blacklist: refused with 43019. */
  BLACKLISTED,
  /**
   * Switched messages of this account off: a customer message is refused with 48002; a template is
   * accepted and never arrives.
   */
  MUTED,
  /** A minor: a customer message is refused with 70000; a template arrives. */
  MINOR,
  /** Somebody else's open id: refused with 40003. */
  FOREIGN
}
