package io.notifyjava.message;

/**
 * What to do when nobody can tell whether a message was sent.
 *
 * <p>Stands here rather than beside the policies because a message may carry its own.
 *
 * @since 0.1.0
 */
public enum DeliveryMode {
  /**
   * Never risk a second copy: an unknown outcome is settled by the provider if it can be, and
   * reported as unknown otherwise. The default.
   */
  AT_MOST_ONCE,
  /**
   * Rather twice than not at all: an unknown outcome is tried again within the retry policy, and
   * then by the next account of the message's route.
   */
  AT_LEAST_ONCE
}
