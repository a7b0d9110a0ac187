package io.notifyjava.examples.common;

import io.notifyjava.Notifier;
import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;

/** One batch from its rows to the last line. Used once. */
public final class BatchRun {

  private final PrintStream out;
  private final PrintStream err;
  private final ProgressDisplay display;
  private final NotAccepted file;
  private final SkippedRows skipped;

  /**
   * Prepares a run.
   *
   * @param out gets the last line
   * @param err gets the progress and what is wrong
   * @param terminal whether somebody watches {@code err}
   * @param file where what was not accepted goes
   */
  public BatchRun(PrintStream out, PrintStream err, boolean terminal, NotAccepted file) {
    this.out = out;
    this.err = err;
    this.display = new ProgressDisplay(err, terminal);
    this.file = file;
    this.skipped = new SkippedRows(display, file.others());
  }

  /**
   * What differs between the examples.
   *
   * @param patience how long Ctrl-C waits for the last line; longer than a message may take in all
   * @param addresses what the file of rejected messages holds in full, such as {@code phone
   *     numbers}
   * @param onResult told of each message at its end, one at a time
   * @param lastLine adds to the last line what only this example has
   */
  public record Manner(
      Duration patience,
      String addresses,
      Consumer<BatchItem> onResult,
      Consumer<LastLine> lastLine) {}

  /** Writes a line of its own among the progress. */
  public void say(String line) {
    display.say(line);
  }

  /**
   * Sends to everybody and prints what came of it.
   *
   * @param options without what happens to results and progress, which is said here
   * @return the exit code
   */
  public int go(Notifier notifier, Rows rows, BatchOptions.Builder options, Manner manner) {
    Messages messages = new Messages(rows, this::skip);
    options
        .onProgress(
            progress -> {
              display.accept(progress);
              file.flush();
            },
            display.every())
        .onResult(
            item -> {
              ended(item, messages);
              manner.onResult().accept(item);
            });
    Batch batch = notifier.batch(messages, options.build());
    try (Interruption interruption = Interruption.cancels(batch, manner.patience())) {
      BatchReport report = batch.join();
      err.println(report);
      boolean written = finish(report, manner.addresses());
      LastLine line = new LastLine(report, skipped.count()).without("fellBack");
      manner.lastLine().accept(line);
      out.println(line.json());
      out.flush();
      return interruption.done(exitCode(report, written));
    }
  }

  // The batch calls the two below one at a time, never one beside the other.

  private void skip(Row.Broken row) {
    skipped.add(row.row().line(), row.problem());
    file.skipped(row);
  }

  private void ended(BatchItem item, Messages messages) {
    CsvRow row = messages.ended(item.index());
    if (row != null) {
      file.add(row, item.result());
    }
  }

  private boolean finish(BatchReport report, String addresses) {
    boolean written = report.sinkFailures() == 0;
    try {
      file.close();
    } catch (IOException e) {
      err.println("The file of rejected messages was not finished: " + e);
      written = false;
    }
    file.written()
        .ifPresent(
            path -> err.println("What was not accepted, with " + addresses + " in full: " + path));
    if (!written) {
      err.println("Not every result could be written; the log says why");
    }
    return written;
  }

  private int exitCode(BatchReport report, boolean written) {
    if (report.end() != BatchEnd.COMPLETED) {
      return ExitCode.STOPPED;
    }
    boolean all = report.accepted() == report.taken() && skipped.count() == 0 && written;
    return all ? ExitCode.ALL_ACCEPTED : ExitCode.SOME_NOT_ACCEPTED;
  }
}
