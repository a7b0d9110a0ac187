package io.notifyjava.internal.batch;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;

/** The results that a batch gives itself, and how it speaks of exceptions. */
final class Faults {

  static final Rejected NULL_ELEMENT =
      SendResult.rejected(
          Failure.permanent(
              FailureReason.INVALID_MESSAGE,
              "null-element",
              "The source gave null where a message was expected; mend the source"));

  static final Rejected DUPLICATE =
      SendResult.rejected(
          Failure.permanent(
              FailureReason.SUPPRESSED,
              "duplicate-recipient",
              "An earlier message of this batch had the same recipient"));

  static final Rejected CANCELLED =
      SendResult.rejected(
          Failure.transientFailure(
              FailureReason.CANCELLED,
              "batch-cancelled",
              "The batch was cancelled before the executor started this message"));

  static final Failure CANCELLED_WAITING =
      Failure.transientFailure(
          FailureReason.CANCELLED,
          "batch-cancelled",
          "The batch was cancelled while this message waited for others to share a call with");

  static final Rejected EXECUTOR_ENDED =
      SendResult.rejected(
          Failure.transientFailure(
              FailureReason.CANCELLED,
              "executor-shut-down",
              "The executor was shut down before it started this message"));

  static final Rejected NOT_STARTED =
      SendResult.rejected(
          Failure.transientFailure(
              FailureReason.CANCELLED,
              "not-started",
              "The executor did not start this message within startTimeout; give the batch an"
                  + " executor that drops no tasks and has room"));

  static final Unknown NOT_FINISHED =
      SendResult.unknown(
          Failure.transientFailure(
              FailureReason.CANCELLED,
              "not-finished",
              "The message was started and no result came within the time limit: the executor lost"
                  + " the rest of it, or finishTimeout is too short"));

  static final Unknown NO_RESULT =
      SendResult.unknown(
          Failure.permanent(
              FailureReason.INTERNAL,
              "no-result",
              "Sending gave null where a result was expected; this is a bug of the library"));

  static final Rejected LEDGER_KEY_REPEATED =
      SendResult.rejected(
          Failure.permanent(
              FailureReason.SUPPRESSED,
              "ledger-key-repeated",
              "An earlier message of this batch has the same key in the ledger; if they are not the"
                  + " same, give a ledgerKey that tells them apart"));

  private Faults() {}

  static Rejected noLedgerKey(Throwable fault) {
    return SendResult.rejected(
        Failure.permanent(
            FailureReason.INVALID_MESSAGE,
            "no-ledger-key",
            "The ledgerKey of this message could not be told: "
                + describe(fault)
                + "; mend that function, or the message"));
  }

  static Rejected refused(Throwable refusal) {
    return SendResult.rejected(
        Failure.transientFailure(
            FailureReason.OVERLOADED,
            "executor-refused",
            "The executor refused this message with "
                + refusal.getClass().getName()
                + " while none other of the batch was in flight; give it room and send again"));
  }

  static Rejected notHanded(Throwable fault) {
    return SendResult.rejected(
        Failure.transientFailure(
            FailureReason.INTERNAL,
            "not-handed-over",
            "The batch could not hand this message over: " + describe(fault)));
  }

  static Unknown threw(Throwable fault) {
    return SendResult.unknown(
        Failure.permanent(
            FailureReason.INTERNAL,
            "sender-threw",
            "Sending threw " + describe(fault) + "; the request may have left"));
  }

  /** Names class and place, but not the text, which may quote a secret or an address. */
  static String describe(Throwable fault) {
    StackTraceElement[] frames = fault.getStackTrace();
    return fault.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
  }
}
