package io.notifyjava.result;

/**
 * Thrown by {@link SendResult#orThrow()} for a message that was rejected or whose outcome is
 * unknown.
 *
 * @since 0.1.0
 */
public final class SendFailedException extends NotifyException {

  private static final long serialVersionUID = 1L;

  private final transient SendResult result;

  SendFailedException(String message, SendResult result) {
    super(message);
    this.result = result;
  }

  /**
   * Returns the result: {@link Rejected} (certainly not sent) or {@link Unknown} (it may have
   * been).
   */
  public SendResult result() {
    return result;
  }
}
