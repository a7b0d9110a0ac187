package io.notifyjava.batch;

import io.notifyjava.result.FailureReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many messages of a batch came to what, at one moment: {@code taken} is always {@code
 * accepted} plus {@code rejected} plus {@code unknown} plus {@code skipped} plus those in flight.
 *
 * @param taken messages taken from the source
 * @param accepted messages that a provider took
 * @param fellBack those of the accepted that went out as an alternative of their fallback
 * @param rejected messages that certainly were not sent
 * @param rejectedByReason the same by reason; reasons that did not occur are absent
 * @param unknown messages that may have been sent
 * @param duplicates messages whose recipient had been seen before; they stand in one of the other
 *     numbers too
 * @param skipped messages that were not sent again, because of what the ledger says of an earlier
 *     run; they have no result here
 * @param skippedByState the same by how they stand in the ledger; states that did not occur are
 *     absent
 * @since 0.1.0
 */
public record BatchCounts(
    long taken,
    long accepted,
    long fellBack,
    long rejected,
    Map<FailureReason, Long> rejectedByReason,
    long unknown,
    long duplicates,
    long skipped,
    Map<LedgerState, Long> skippedByState) {

  public BatchCounts {
    EnumMap<FailureReason, Long> copy = new EnumMap<>(FailureReason.class);
    copy.putAll(rejectedByReason);
    rejectedByReason = Collections.unmodifiableMap(copy);
    EnumMap<LedgerState, Long> states = new EnumMap<>(LedgerState.class);
    states.putAll(skippedByState);
    skippedByState = Collections.unmodifiableMap(states);
    if (Math.min(Math.min(accepted, fellBack), Math.min(rejected, unknown)) < 0
        || Math.min(duplicates, skipped) < 0) {
      throw new IllegalArgumentException("No count may be negative");
    }
    if (accepted + rejected + unknown + skipped > taken) {
      throw new IllegalArgumentException(
          "accepted, rejected, unknown and skipped must be at most taken ("
              + taken
              + ") together, but were "
              + (accepted + rejected + unknown + skipped));
    }
  }

  /** The counts of a batch that skipped nothing. */
  public BatchCounts(
      long taken,
      long accepted,
      long fellBack,
      long rejected,
      Map<FailureReason, Long> rejectedByReason,
      long unknown,
      long duplicates) {
    this(taken, accepted, fellBack, rejected, rejectedByReason, unknown, duplicates, 0, Map.of());
  }

  /** Returns how many messages have their result. */
  public long ended() {
    return accepted + rejected + unknown;
  }

  /** Returns how many messages were taken and have no result that the batch has seen. */
  public long inFlight() {
    return taken - ended() - skipped;
  }

  /** Returns one line with all numbers that matter. */
  @Override
  public String toString() {
    return taken
        + " taken, "
        + accepted
        + " accepted"
        + (fellBack == 0 ? "" : " (" + fellBack + " fell back)")
        + ", "
        + rejected
        + " rejected"
        + (rejectedByReason.isEmpty() ? "" : " " + rejectedByReason)
        + ", "
        + unknown
        + " unknown"
        + (duplicates == 0 ? "" : ", " + duplicates + " duplicates")
        + (skipped == 0 ? "" : ", " + skipped + " skipped " + skippedByState);
  }
}
