package io.notifyjava.batch;

/**
 * What a batch does with a second message to the same recipient over the same channel.
 *
 * <p>To tell, a batch remembers 8 bytes of a salted SHA-256 of each recipient, so two recipients
 * out of a million are taken for one with a probability of 3 in 100 million, and nobody can choose
 * an address that collides with another's.
 *
 * @since 0.1.0
 */
public enum DuplicatePolicy {
  /** Sends it and remembers nothing. */
  ALLOW,
  /** Sends it, marks its {@link BatchItem} and counts it. */
  REPORT,
  /** Does not send it: {@code Rejected} with reason {@code SUPPRESSED}; marks and counts it. */
  SKIP
}
