package io.notifyjava.outbox;

import io.notifyjava.result.NotifyException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when an outbox cannot do what it was asked: nothing was enqueued, unless {@link
 * #mayHaveHappened()}.
 *
 * @since 0.1.0
 */
public final class OutboxException extends NotifyException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final boolean mayHaveHappened;

  /** What was wrong. */
  public enum Kind {
    /** The database cannot be reached, is full, or did not answer in time; may pass. */
    UNAVAILABLE,
    /** The tables are missing, or of a version that this library does not know. */
    SCHEMA,
    /** Another message with this idempotency key is there already. */
    KEY_CONFLICT,
    /** No codec writes this type of message, or it cannot be kept. */
    UNSTORABLE,
    /** The outbox was closed. */
    CLOSED
  }

  /** Creates the exception; neither message nor cause may hold content or addresses. */
  public OutboxException(
      Kind kind, boolean mayHaveHappened, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.mayHaveHappened = mayHaveHappened;
  }

  /** Creates the exception for something that certainly was not done. */
  public OutboxException(Kind kind, String message) {
    this(kind, false, message, null);
  }

  /** Returns what was wrong. */
  public Kind kind() {
    return kind;
  }

  /**
   * Tells whether it may have been done all the same: the connection was lost during the commit.
   * Enqueueing again with the same idempotency key is safe.
   */
  public boolean mayHaveHappened() {
    return mayHaveHappened;
  }
}
