package io.notifyjava.signing.migration;

/**
 * Which schemes are taken.
 *
 * @since 0.1.0
 */
public enum MigrationPolicy {
  /** Version 2, and the older scheme of those who have not moved yet. */
  BOTH,
  /** Version 2 only. */
  V2_ONLY
}
