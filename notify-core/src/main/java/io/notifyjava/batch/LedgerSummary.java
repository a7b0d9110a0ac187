package io.notifyjava.batch;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many messages of a ledger stand how.
 *
 * @param counts by state; states in which none is are absent
 * @since 0.1.0
 */
public record LedgerSummary(Map<LedgerState, Long> counts) {

  public LedgerSummary {
    EnumMap<LedgerState, Long> copy = new EnumMap<>(LedgerState.class);
    counts.forEach(
        (state, count) -> {
          if (count != 0) {
            copy.put(state, count);
          }
        });
    counts = Collections.unmodifiableMap(copy);
  }

  /** Returns how many messages stand so. */
  public long of(LedgerState state) {
    return counts.getOrDefault(state, 0L);
  }

  /** Returns how many a provider took. */
  public long accepted() {
    return of(LedgerState.ACCEPTED);
  }

  /** Returns how many certainly were not sent, whether they may pass another time or not. */
  public long rejected() {
    return of(LedgerState.REJECTED) + of(LedgerState.RETRYABLE);
  }

  /** Returns how many may have been sent: by their result, or because their end was not seen. */
  public long unknown() {
    return of(LedgerState.UNKNOWN) + of(LedgerState.BEGUN);
  }

  /** Returns one line with all numbers. */
  @Override
  public String toString() {
    return accepted()
        + " accepted, "
        + rejected()
        + " rejected ("
        + of(LedgerState.RETRYABLE)
        + " may pass), "
        + unknown()
        + " unknown ("
        + of(LedgerState.BEGUN)
        + " whose end was not seen)";
  }
}
