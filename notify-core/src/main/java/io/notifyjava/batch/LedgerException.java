package io.notifyjava.batch;

import io.notifyjava.result.NotifyException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a ledger cannot do what it was asked. A batch ends with it, as {@link
 * BatchEnd#FAILED}, and begins nothing that the ledger has not written down.
 *
 * @since 0.1.0
 */
public final class LedgerException extends NotifyException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What was wrong. */
  public enum Kind {
    /** The disk is full or fails, or the database cannot be reached; may pass. */
    UNAVAILABLE,
    /** Another batch has the ledger. */
    IN_USE,
    /** Another process took the ledger over while this one did not answer. */
    LOST,
    /** It is damaged, of a later version, made with another secret, or no ledger at all. */
    UNREADABLE,
    /** It was closed. */
    CLOSED
  }

  /** Creates the exception; neither message nor cause may hold addresses. */
  public LedgerException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** Creates the exception. */
  public LedgerException(Kind kind, String message) {
    this(kind, message, null);
  }

  /** Returns what was wrong. */
  public Kind kind() {
    return kind;
  }
}
