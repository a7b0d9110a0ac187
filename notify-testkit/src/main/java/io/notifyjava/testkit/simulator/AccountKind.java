package io.notifyjava.testkit.simulator;

/**
 * What kind of account a token belongs to; it decides which calls are allowed.
 *
 * @since 0.1.0
 */
public enum AccountKind {
  /** A verified service account: everything but the calls of mini programs. The default. */
  SERVICE,
  /** A verified subscription account: no template messages, no menus in customer messages. */
  SUBSCRIPTION,
  /** The vendor's test account: as a service account, but no menus and no subscriptions. */
  TEST,
  /** An account that was never verified: tokens and quotas only, all else is 48001. */
  UNVERIFIED,
  /** A mini program: customer messages of four kinds and subscription messages. */
  MINI_PROGRAM
}
