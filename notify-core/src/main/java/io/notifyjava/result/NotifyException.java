package io.notifyjava.result;

import org.jspecify.annotations.Nullable;

/**
 * Root of the library's own exceptions, which are for set-up mistakes and for callers who ask for
 * an exception with {@link SendResult#orThrow()}. What became of a send is a {@link SendResult}.
 *
 * <p>Messages hold no secret, content or full address.
 *
 * @since 0.1.0
 */
public abstract class NotifyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** For the leaves. */
  protected NotifyException(String message) {
    super(message);
  }

  /** For the leaves; the cause's own messages must be free of secrets. */
  protected NotifyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
