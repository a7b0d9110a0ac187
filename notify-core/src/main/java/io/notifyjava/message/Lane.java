package io.notifyjava.message;

/**
 * How a message ranks where messages wait for each other.
 *
 * @since 0.1.0
 */
public enum Lane {
  /** Somebody is waiting for it, for example a one-time code. */
  URGENT,
  /** Nobody is waiting for it, for example a campaign. */
  BULK
}
