package io.notifyjava.batch;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import java.util.Optional;

/**
 * The usual reasons to stop a batch. They hold no state, so one may serve many batches.
 *
 * <p>Messages that were suppressed as duplicates are no failures: they do not count as rejected
 * here.
 *
 * @since 0.1.0
 */
public final class StopConditions {

  private StopConditions() {}

  /** Stops when a message is rejected because the account's quota is spent. */
  public static StopCondition quotaSpent() {
    return (progress, last) -> onReason(last, FailureReason.QUOTA, "the quota is spent");
  }

  /** Stops when a message is rejected because credentials, permissions or the account are wrong. */
  public static StopCondition authenticationFailed() {
    return (progress, last) ->
        onReason(last, FailureReason.AUTHENTICATION, "the account was refused");
  }

  /**
   * Stops when so many messages were rejected.
   *
   * @param count 1 or more
   */
  public static StopCondition rejected(long count) {
    requireCount("count", count);
    return (progress, last) -> {
      long rejected = failed(progress);
      return when(rejected >= count, rejected + " rejected, and " + count + " is the limit");
    };
  }

  /**
   * Stops when the outcome of so many messages is unknown.
   *
   * @param count 1 or more
   */
  public static StopCondition unknown(long count) {
    requireCount("count", count);
    return (progress, last) -> {
      long unknown = progress.unknown();
      return when(unknown >= count, unknown + " unknown, and " + count + " is the limit");
    };
  }

  /**
   * Stops when this share of the results so far, or more, are rejections.
   *
   * @param share more than 0, at most 1
   * @param after results to wait for before judging; 1 or more
   */
  public static StopCondition rejectedShare(double share, long after) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "share must be more than 0 and at most 1, but was " + share);
    }
    requireCount("after", after);
    return (progress, last) -> {
      long ended = progress.counts().ended();
      long rejected = failed(progress);
      return when(
          ended >= after && rejected >= share * ended,
          rejected + " of " + ended + " rejected, and a share of " + share + " is the limit");
    };
  }

  private static long failed(BatchProgress progress) {
    return progress.rejected()
        - progress.rejectedByReason().getOrDefault(FailureReason.SUPPRESSED, 0L);
  }

  private static Optional<String> onReason(BatchItem last, FailureReason reason, String words) {
    if (!(last.result() instanceof Rejected rejected) || rejected.cause().reason() != reason) {
      return Optional.empty();
    }
    Failure cause = rejected.cause();
    return Optional.of(words + " (message " + last.index() + ": " + cause + ")");
  }

  private static Optional<String> when(boolean holds, String words) {
    return holds ? Optional.of(words) : Optional.empty();
  }

  private static void requireCount(String name, long count) {
    if (count < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more, but was " + count);
    }
  }
}
