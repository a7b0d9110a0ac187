package io.notifyjava.batch;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which messages of earlier runs a batch sends again. What no run began is sent in any case, what a
 * provider accepted never is.
 *
 * @param again states in which a message is sent again: {@code REJECTED}, {@code RETRYABLE}, {@code
 *     BEGUN}, {@code UNKNOWN}
 * @since 0.1.0
 */
public record ResumePolicy(Set<LedgerState> again) {

  private static final ResumePolicy DEFAULTS = new ResumePolicy(Set.of(LedgerState.RETRYABLE));

  /**
   * @throws IllegalArgumentException if accepted messages are to be sent again
   */
  public ResumePolicy {
    again = Set.copyOf(again);
    if (again.contains(LedgerState.ACCEPTED)) {
      throw new IllegalArgumentException(
          "What a provider accepted is never sent again by a resumed batch; to send it once more,"
              + " use another ledger or another key");
    }
  }

  /** Sends again what was rejected and may pass; leaves alone what may have been sent. */
  public static ResumePolicy defaults() {
    return DEFAULTS;
  }

  /** Sends again no message that any run began. */
  public static ResumePolicy notBegunOnly() {
    return new ResumePolicy(Set.of());
  }

  /** Returns the policy that also sends again what was rejected for good, as after a repair. */
  public ResumePolicy withRejected() {
    return with(LedgerState.REJECTED, LedgerState.RETRYABLE);
  }

  /**
   * Returns the policy that also sends again what may have been sent: some recipients may get it
   * twice, unless their provider recognises the idempotency key.
   */
  public ResumePolicy withUnknown() {
    return with(LedgerState.BEGUN, LedgerState.UNKNOWN);
  }

  private ResumePolicy with(LedgerState first, LedgerState second) {
    EnumSet<LedgerState> more = EnumSet.of(first, second);
    more.addAll(again);
    return new ResumePolicy(more);
  }

  /** Tells whether a message that stands so is sent. */
  public boolean sends(LedgerState state) {
    return state == LedgerState.NOT_BEGUN || again.contains(state);
  }
}
