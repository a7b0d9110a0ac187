package io.notifyjava.batch;

import io.notifyjava.result.FailureReason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger knows of one message.
 *
 * @param key what it is called there
 * @param state how it stands
 * @param reason why it was rejected, or is unknown; null in the other states
 * @param currentRun whether the run that is under way, or was the last in this process, began it
 * @since 0.1.0
 */
public record LedgerEntry(
    LedgerKey key, LedgerState state, @Nullable FailureReason reason, boolean currentRun) {

  public LedgerEntry {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(state, "state");
  }

  /** Tells whether it may have been sent and nobody knows, if no batch is under way. */
  public boolean isUnknown() {
    return state == LedgerState.UNKNOWN || state == LedgerState.BEGUN;
  }
}
