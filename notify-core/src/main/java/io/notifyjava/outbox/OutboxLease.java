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
 * @param lost whether the entry may have been sent under an earlier lease: one that ran out without
 *     a verdict, or whose verdict spoke of {@link OutboxVerdict#doubt() doubt}; until a verdict
 *     without doubt
 * @param sinceFirst how long ago the first of those leases began, by the clock of the store; null
 *     if {@code lost} is false
 * @param lostBy node that had the latest of those leases; null if {@code lost} is false
 * @since 0.1.0
 */
public record OutboxLease(
    OutboxDraft draft,
    int number,
    int attempts,
    boolean lost,
    @Nullable Duration sinceFirst,
    @Nullable String lostBy) {

  public OutboxLease {
    Objects.requireNonNull(draft, "draft");
    if (number < 1 || attempts < 0) {
      throw new IllegalArgumentException(
          "number must be 1 or more and attempts 0 or more, but were " + number + ", " + attempts);
    }
    if (lost != (sinceFirst != null) || lost != (lostBy != null)) {
      throw new IllegalArgumentException(
          "sinceFirst and lostBy are there if, and only if, the lease is lost");
    }
  }

  /** Returns the id of the entry. */
  public OutboxId id() {
    return draft.id();
  }
}
