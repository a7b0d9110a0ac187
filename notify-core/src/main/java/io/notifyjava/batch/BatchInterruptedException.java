package io.notifyjava.batch;

import io.notifyjava.result.NotifyException;

/**
 * Thrown by {@link Batch#join()} when the waiting thread is interrupted. The interrupt flag of the
 * thread is set, and the batch goes on.
 *
 * @since 0.1.0
 */
public final class BatchInterruptedException extends NotifyException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception; the cause is where the wait was interrupted. */
  public BatchInterruptedException(InterruptedException cause) {
    super(
        "Interrupted while waiting for the batch, which goes on: call cancel() to end it, or wait"
            + " again",
        cause);
  }
}
