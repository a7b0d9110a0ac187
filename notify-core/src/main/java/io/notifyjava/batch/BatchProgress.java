package io.notifyjava.batch;

import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch is, at one moment.
 *
 * @param state where it stands
 * @param expected how many messages the source is said to hold; null if nobody said
 * @param counts how many messages came to what
 * @param elapsed time since the start, until the end if it is done
 * @param perSecond results per second over the last five seconds or so
 * @since 0.1.0
 */
public record BatchProgress(
    BatchState state,
    @Nullable Long expected,
    BatchCounts counts,
    Duration elapsed,
    double perSecond) {

  public BatchProgress {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(elapsed, "elapsed");
  }

  /** Returns how many messages the source is said to hold, if anybody said so. */
  public OptionalLong total() {
    return expected == null ? OptionalLong.empty() : OptionalLong.of(expected);
  }

  /** Returns how many messages were taken from the source. */
  public long taken() {
    return counts.taken();
  }

  /** Returns how many messages were taken and have no result that the batch has seen. */
  public long inFlight() {
    return counts.inFlight();
  }

  /** Returns how many messages a provider took. */
  public long accepted() {
    return counts.accepted();
  }

  /** Returns how many of the accepted went out as an alternative. */
  public long fellBack() {
    return counts.fellBack();
  }

  /** Returns how many messages certainly were not sent. */
  public long rejected() {
    return counts.rejected();
  }

  /** Returns how many messages were rejected for each reason that occurred. */
  public Map<FailureReason, Long> rejectedByReason() {
    return counts.rejectedByReason();
  }

  /** Returns how many messages may have been sent. */
  public long unknown() {
    return counts.unknown();
  }

  /** Returns how many messages had a recipient that was seen before. */
  public long duplicates() {
    return counts.duplicates();
  }

  /** Returns how many messages were not sent again, because of what the ledger says. */
  public long skipped() {
    return counts.skipped();
  }

  /**
   * Returns how long the rest takes at the present rate. Empty unless the batch is running, the
   * total is known and has not been passed, and results are coming.
   */
  public Optional<Duration> eta() {
    if (expected == null || state != BatchState.RUNNING || !(perSecond > 0)) {
      return Optional.empty();
    }
    long left = expected - counts.ended() - counts.skipped();
    return left < 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) Math.ceil(left / perSecond * 1000)));
  }
}
