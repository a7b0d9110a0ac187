package io.notifyjava.outbox;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An entry that one node may send for now.
 *
 * @param draft what was put
 * @param number of this lease: one more than that of the lease before, so that a node which slept
 *     through its own lease is told apart from the one that has the entry now
 * @param attempts that ended with a result so far; 0 at first
 * @param sinceFirst how long ago the entry was leased for the first time with the intention to send
 *     it, by the clock of the store; null if this is the first time
 * @param lost whether the lease before this ran out without a result: it may have been sent
 * @param lostBy node that had that lease; null if {@code lost} is false
 * @since 0.1.0
 */
public record OutboxLease(
    OutboxDraft draft,
    int number,
    int attempts,
    @Nullable Duration sinceFirst,
    boolean lost,
    @Nullable String lostBy) {

  public OutboxLease {
    Objects.requireNonNull(draft, "draft");
    if (number < 1 || attempts < 0) {
      throw new IllegalArgumentException(
          "number must be 1 or more and attempts 0 or more, but were " + number + ", " + attempts);
    }
  }

  /** Returns the id of the entry. */
  public OutboxId id() {
    return draft.id();
  }
}
