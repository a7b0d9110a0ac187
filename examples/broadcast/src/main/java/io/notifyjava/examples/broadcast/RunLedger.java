package io.notifyjava.examples.broadcast;

import io.notifyjava.batch.BatchLedger;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.FileBatchLedger;
import io.notifyjava.batch.LedgerEntry;
import io.notifyjava.batch.LedgerException;
import io.notifyjava.batch.LedgerState;
import io.notifyjava.batch.ResumePolicy;
import io.notifyjava.examples.common.LastLine;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Fallback;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger of a run, from which the same command goes on after a crash; or none. */
final class RunLedger implements AutoCloseable {

  private final @Nullable BatchLedger ledger;
  private final ResumePolicy resume;

  private RunLedger(@Nullable BatchLedger ledger, boolean resendUnknown) {
    this.ledger = ledger;
    ResumePolicy again = ResumePolicy.defaults();
    this.resume = resendUnknown ? again.withUnknown() : again;
  }

  /**
   * Opens it.
   *
   * @param file null for none
   * @throws UsageException if another process has it, or it is none
   */
  static RunLedger open(@Nullable Path file, boolean resendUnknown) {
    try {
      return new RunLedger(file == null ? null : FileBatchLedger.open(file), resendUnknown);
    } catch (LedgerException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  boolean isThere() {
    return ledger != null;
  }

  void addTo(BatchOptions.Builder options) {
    if (ledger != null) {
      options.ledger(ledger).ledgerKey(RunLedger::key).resume(resume);
    }
  }

  /**
   * Returns what came of a message in an earlier run, if that did not reach its recipient for sure
   * and this run leaves it so. The ledger knows no open ids, so nobody could name them later.
   */
  Optional<SendResult> left(Message message) {
    return ledger == null
        ? Optional.empty()
        : ledger
            .find(key(message))
            .filter(entry -> !entry.currentRun() && !resume.sends(entry.state()))
            .filter(entry -> entry.state() != LedgerState.ACCEPTED)
            .map(RunLedger::result);
  }

  private static SendResult result(LedgerEntry entry) {
    FailureReason known = entry.reason();
    FailureReason reason = known == null ? FailureReason.INTERNAL : known;
    return entry.isUnknown()
        ? SendResult.unknown(
            Failure.permanent(
                reason, "earlier-run", "An earlier run may have sent it; see --resend-unknown"))
        : SendResult.rejected(
            Failure.permanent(reason, "earlier-run", "It was rejected in an earlier run"));
  }

  /**
   * The key of the template message, which is made of all that is said to whom: so the same row is
   * the same message in whichever line it stands.
   */
  private static String key(Message message) {
    return ((Fallback) message)
        .alternatives()
        .get(0)
        .message()
        .options()
        .idempotencyKey()
        .orElseThrow()
        .value();
  }

  void addTo(LastLine line, BatchReport report) {
    if (ledger != null) {
      line.with("earlier", report.counts().skippedByState());
    }
  }

  /** Returns how many were accepted by this run or an earlier one. */
  static long accepted(BatchReport report) {
    return report.accepted()
        + report.counts().skippedByState().getOrDefault(LedgerState.ACCEPTED, 0L);
  }

  /** Tells how all runs together stand, and what to do if something is left. */
  void tell(PrintStream err, boolean completed) {
    if (ledger == null) {
      return;
    }
    try {
      err.println("All runs with this ledger: " + ledger.summary());
      if (!completed) {
        err.println("To go on, run the same command again");
      }
    } catch (LedgerException e) {
      err.println(e.getMessage());
    }
  }

  @Override
  public void close() {
    if (ledger != null) {
      ledger.close();
    }
  }
}
