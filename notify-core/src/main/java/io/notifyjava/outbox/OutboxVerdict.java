package io.notifyjava.outbox;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of an entry that it had leased.
 *
 * @param id of the entry
 * @param lease number of the lease under which it was sent; a store refuses the verdict if the
 *     entry has another one by now
 * @param state a final one, or {@link OutboxState#PENDING} for another attempt
 * @param delay until the next attempt, if the state is pending; zero otherwise
 * @param counts whether it was an attempt; false for one that is handed back unsent
 * @param doubt whether a pending entry may have been sent already, now or under an earlier lease;
 *     {@link OutboxLease#lost()} tells whoever has it next. False for a final state
 * @param code the provider's code, or a word of ours; null if it was accepted
 * @param text why, without personal data, at most 500 characters; null if it was accepted
 * @param providerId the provider's id of an accepted message; null otherwise
 * @since 0.1.0
 */
public record OutboxVerdict(
    OutboxId id,
    int lease,
    OutboxState state,
    Duration delay,
    boolean counts,
    boolean doubt,
    @Nullable String code,
    @Nullable String text,
    @Nullable String providerId) {

  public OutboxVerdict {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(delay, "delay");
    if (state == OutboxState.LEASED) {
      throw new IllegalArgumentException("A verdict ends a lease, so its state is never LEASED");
    }
    if (delay.isNegative() || (state.isFinal() && !delay.isZero())) {
      throw new IllegalArgumentException("Only a pending entry has a delay, of zero or more");
    }
    if (state.isFinal() && doubt) {
      throw new IllegalArgumentException(
          "Only a pending entry keeps a doubt; a final one is UNKNOWN instead");
    }
  }
}
