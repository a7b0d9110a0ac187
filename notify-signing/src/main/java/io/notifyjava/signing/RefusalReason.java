package io.notifyjava.signing;

/**
 * Why a request was refused. For the log and the counters of the service that verifies; a peer
 * should learn no more than that it was refused.
 *
 * @since 0.1.0
 */
public enum RefusalReason {
  /** No signature, or another part that must be there is not. */
  MISSING,
  /** A part has not the shape that it must have, is repeated, unexpected or too long. */
  MALFORMED,
  /** The signature is right, but older than the tolerance. */
  EXPIRED,
  /** The signature is right, but of a time further ahead than the tolerance. */
  FUTURE,
  /** The signature does not belong to the request. */
  MISMATCH,
  /** The signature is right and in time, but was seen before. */
  REPLAYED,
  /** Nobody knows the key that the request names, or it is not valid at this time. */
  UNKNOWN_KEY,
  /** A scheme that this caller has left behind, or that is accepted from nobody any more. */
  DOWNGRADED,
  /**
   * It could not be decided: the replay guard is full or failed, or the key ring failed. The
   * request is refused all the same.
   */
  UNAVAILABLE
}
