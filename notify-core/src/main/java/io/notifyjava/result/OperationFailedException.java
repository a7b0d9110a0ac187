package io.notifyjava.result;

import java.util.Objects;

/**
 * Thrown by what a provider offers beside sending, such as uploading media, when the vendor refused
 * it or was not understood.
 *
 * @since 0.1.0
 */
public final class OperationFailedException extends NotifyException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;
  private final boolean certain;

  /**
   * Creates the exception.
   *
   * @param operation what was tried, without personal data, such as {@code uploading media}
   * @param certain whether it certainly was not done; false if the request may have arrived
   */
  public OperationFailedException(String operation, Failure failure, boolean certain) {
    super(
        Objects.requireNonNull(operation, "operation")
            + (certain ? " failed: " : " may have failed: ")
            + Objects.requireNonNull(failure, "failure"));
    this.failure = failure;
    this.certain = certain;
  }

  /** Returns why; retryable if the same may succeed later. */
  public Failure failure() {
    return failure;
  }

  /** Tells whether it certainly was not done; otherwise the request may have arrived. */
  public boolean isCertain() {
    return certain;
  }
}
