package io.notifyjava.result;

/**
 * Why a message was not accepted, in one vocabulary for all providers. The provider's own code and
 * text stand beside it in {@link Failure}.
 *
 * <p>New constants may be added; a {@code switch} over reasons needs a default branch.
 *
 * @since 0.1.0
 */
public enum FailureReason {
  /** The message breaks a rule of the provider or of this library. Sending it again cannot help. */
  INVALID_MESSAGE,
  /** The address is not one, or belongs to nobody. */
  INVALID_RECIPIENT,
  /** The recipient does not want or may not get messages of this sender. */
  RECIPIENT_REFUSED,
  /** The time or the number of messages in which the recipient may be answered is used up. */
  WINDOW_CLOSED,
  /** The template is missing, refused, or does not go with the values. */
  TEMPLATE,
  /** Credentials, permissions or the account itself; somebody must mend the set-up. */
  AUTHENTICATION,
  /** What the account may send in a long period, usually a day, is used up. */
  QUOTA,
  /** Too fast; the same message may go out a little later. */
  THROTTLED,
  /** Not sent because an equal message was: a duplicate. */
  SUPPRESSED,
  /** The deadline passed before the message could be sent. */
  EXPIRED,
  /** The caller cancelled, or the thread was interrupted. */
  CANCELLED,
  /** This process had no room or no thread for it. */
  OVERLOADED,
  /**
   * The provider could not be reached, said that it is not well, or its circuit breaker is open.
   */
  UNAVAILABLE,
  /** No answer in time. */
  TIMEOUT,
  /** The answer is not one that the provider documents. */
  PROTOCOL,
  /** A mistake in this library, in a provider module or in a caller's extension. */
  INTERNAL
}
