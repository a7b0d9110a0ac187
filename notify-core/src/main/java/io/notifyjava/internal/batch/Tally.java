package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchCounts;
import io.notifyjava.batch.BatchProgress;
import io.notifyjava.batch.BatchState;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a batch. Its monitor keeps them consistent with one another for whoever looks; it
 * is held for a few additions, never across foreign code.
 */
final class Tally {

  private final LongSupplier ticker;
  private final @Nullable Long expected;
  private final long startedAt;
  private final RateMeter rate = new RateMeter();
  private final Map<FailureReason, Long> byReason = new EnumMap<>(FailureReason.class);
  private long taken;
  private long accepted;
  private long fellBack;
  private long rejected;
  private long unknown;
  private long duplicates;
  private long skipped;
  private final Map<LedgerState, Long> skippedByState = new EnumMap<>(LedgerState.class);
  private long endedAfter = -1;

  Tally(LongSupplier ticker, @Nullable Long expected) {
    this.ticker = ticker;
    this.expected = expected;
    startedAt = ticker.getAsLong();
  }

  /** Counts one message as taken and returns its place in the source. */
  synchronized long take() {
    return taken++;
  }

  synchronized void duplicate() {
    duplicates++;
  }

  /** Counts a message that was taken as one that is not sent again. */
  synchronized void skip(LedgerState state) {
    skipped++;
    skippedByState.merge(state, 1L, Long::sum);
  }

  void end(SendResult result) {
    boolean byAlternative = result.isAccepted() && result.fellBack();
    synchronized (this) {
      switch (result.outcome()) {
        case ACCEPTED -> accepted++;
        case REJECTED -> {
          rejected++;
          byReason.merge(((Rejected) result).cause().reason(), 1L, Long::sum);
        }
        case UNKNOWN -> unknown++;
      }
      fellBack += byAlternative ? 1 : 0;
      rate.count(elapsed());
    }
  }

  synchronized long taken() {
    return taken;
  }

  synchronized long inFlight() {
    return taken - accepted - rejected - unknown - skipped;
  }

  /** Stops the time. */
  synchronized void stop() {
    endedAfter = elapsed();
  }

  synchronized BatchCounts counts() {
    return new BatchCounts(
        taken,
        accepted,
        fellBack,
        rejected,
        byReason,
        unknown,
        duplicates,
        skipped,
        skippedByState);
  }

  synchronized BatchProgress progress(BatchState state) {
    long elapsed = elapsed();
    return new BatchProgress(
        state, expected, counts(), Duration.ofNanos(elapsed), rate.perSecond(elapsed));
  }

  synchronized Duration time() {
    return Duration.ofNanos(elapsed());
  }

  /** Results per second since the start. */
  synchronized double perSecond() {
    long elapsed = elapsed();
    return elapsed <= 0 ? 0 : (accepted + rejected + unknown) * 1e9 / elapsed;
  }

  private long elapsed() {
    // A ticker that a test moves backwards must not make an array index negative.
    return endedAfter >= 0 ? endedAfter : Math.max(0, ticker.getAsLong() - startedAt);
  }
}
