package io.notifyjava.batch;

import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came of a batch that is done. Accepted, rejected, unknown and skipped add up to taken.
 *
 * @param end why it ended
 * @param reason the same in words; empty if it is {@link BatchEnd#COMPLETED}
 * @param counts how many messages came to what
 * @param sinkFailures how often the sink threw; those results were counted but perhaps not written
 *     where the sink should have written them
 * @param duplicatesUnchecked how many recipients came after the memory for duplicates was full and
 *     were not remembered, so that further messages to them went unnoticed; 0 if every duplicate
 *     was noticed or none was looked for
 * @param elapsed time from the start until the last result was seen
 * @param perSecond results per second over all that time
 * @param cause what the source or a stop condition threw, or the ledger, as {@link
 *     LedgerException}; null if none did. The former are the caller's own exceptions: this library
 *     logs their class and place, never their text
 * @since 0.1.0
 */
public record BatchReport(
    BatchEnd end,
    String reason,
    BatchCounts counts,
    long sinkFailures,
    long duplicatesUnchecked,
    Duration elapsed,
    double perSecond,
    @Nullable Throwable cause) {

  public BatchReport {
    Objects.requireNonNull(end, "end");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(elapsed, "elapsed");
    if (counts.inFlight() != 0) {
      throw new IllegalArgumentException(
          "accepted, rejected, unknown and skipped must add up to taken, but "
              + counts.inFlight()
              + " messages were in flight");
    }
  }

  /** Returns how many messages were taken from the source. */
  public long taken() {
    return counts.taken();
  }

  /**
   * Returns the place in the source of the first message that was not taken: a second batch that
   * starts there repeats none of this one's.
   */
  public long firstNotTaken() {
    return counts.taken();
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

  /** Returns one line for a log or a terminal. */
  @Override
  public String toString() {
    return "Batch "
        + end
        + (reason.isEmpty() ? "" : " (" + reason + ")")
        + ": "
        + counts
        + ", in "
        + seconds()
        + " s ("
        + Math.round(perSecond)
        + " per second)"
        + (sinkFailures == 0 ? "" : ", the sink failed " + sinkFailures + " times");
  }

  /** Written by hand, because a format would use the digits of the default locale. */
  private String seconds() {
    long millis = elapsed.toMillis();
    return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
  }
}
