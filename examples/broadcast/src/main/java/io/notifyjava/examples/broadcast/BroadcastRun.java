package io.notifyjava.examples.broadcast;

import io.notifyjava.Notifier;
import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchProgress;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.StopConditions;
import io.notifyjava.examples.common.CsvRecords;
import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.examples.common.ExitCode;
import io.notifyjava.examples.common.Interruption;
import io.notifyjava.examples.common.LastLine;
import io.notifyjava.examples.common.ProgressDisplay;
import io.notifyjava.examples.common.RecipientFile;
import io.notifyjava.examples.common.RejectedFile;
import io.notifyjava.examples.common.SkippedRows;
import io.notifyjava.examples.common.Threads;
import io.notifyjava.examples.common.UsageException;
import io.notifyjava.message.Message;
import io.notifyjava.message.TemplatedMessage;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.route.Fallback;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** One run, from the open file to the last line. */
final class BroadcastRun {

  private static final String TEMPLATE_ID = "example-template";

  /** The column of the addresses. */
  static final String OPEN_ID = "openid";

  /** Longer than a message may take in all. */
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  /** Looks at the heap. Each costs a full collection, so a short run is not held up by many. */
  private static final int MOST_LOOKS = 10;

  private static final long MESSAGES_FOR_A_LOOK = 10_000;

  private final BroadcastCommand options;
  private final Recipients recipients;
  private final PrintStream out;
  private final PrintStream err;
  private final ProgressDisplay display;
  private final SkippedRows skipped;

  BroadcastRun(
      BroadcastCommand options,
      Recipients recipients,
      PrintStream out,
      PrintStream err,
      boolean terminal) {
    this.options = options;
    this.recipients = recipients;
    this.out = out;
    this.err = err;
    this.display = new ProgressDisplay(err, terminal);
    this.skipped = new SkippedRows(display, "; " + recipients.rejected() + " names them all");
  }

  /**
   * Sends to everybody and prints what came of it.
   *
   * @param real the official account; null for a simulator
   * @return the exit code
   */
  int go(@Nullable RealWeChat real) {
    if (options.killTokens > 0 && recipients.count().isEmpty()) {
      throw new UsageException(
          "--kill-tokens needs to know how many recipients there are, which a pipe does not tell");
    }
    try (RecipientFile file = RecipientFile.open(recipients.file(), OPEN_ID)) {
      Texts texts =
          Texts.of(
              options.templateId == null ? TEMPLATE_ID : options.templateId,
              options.text,
              options.data,
              file.header().variables());
      try (RunLedger ledger = RunLedger.open(options.ledger, options.resendUnknown);
          RejectedFile rejected =
              RejectedFile.at(recipients.rejected(), OPEN_ID, file.header().variables());
          Platform platform = real == null ? simulator() : real) {
        return send(file, texts, rejected, platform, ledger);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A file was not closed: " + e, e);
    }
  }

  private Platform simulator() {
    SimulatorSetup setup = options.setup();
    return options.simulatorApart(recipients.count().orElse(0))
        ? SimulatorProcess.start(setup)
        : EmbeddedSimulator.start(setup);
  }

  private int send(
      RecipientFile file, Texts texts, RejectedFile rejected, Platform platform, RunLedger ledger)
      throws IOException {
    err.println("Sending to " + platform.title());
    ExecutorService executor = Threads.forConcurrency(options.concurrency, "broadcast");
    HeapWatch heap = HeapWatch.start();
    try (Notifier notifier =
        Notifier.builder()
            .provider("main", platform.account().maxIdleConnections(options.concurrency).build())
            .templates(texts.templates())
            .retry(RetryPolicy.defaults().withMaxAttempts(options.maxRetries + 1))
            .executor(executor)
            .build()) {
      MessageSource source =
          new MessageSource(
              file,
              row -> {
                Message message = texts.message(row);
                ledger.left(message).ifPresent(result -> rejected.add(row, result));
                return message;
              },
              options.startLine,
              row -> skip(row, rejected));
      Batch batch = notifier.batch(source, batchOptions(rejected, platform, heap, ledger));
      try (Interruption interruption = Interruption.cancels(batch, PATIENCE)) {
        BatchReport report = batch.join();
        LastLine line = new LastLine(report, skipped.count()).without("repeated");
        if (!ledger.isThere()) {
          source.firstNotTaken().ifPresent(first -> line.with("firstLineNotTaken", first));
        }
        ledger.addTo(line, report);
        heap.addTo(line);
        platform.counts().ifPresent(counts -> line.with("sim", counts));
        boolean written = finish(report, rejected, source, ledger);
        out.println(line.json());
        out.flush();
        return interruption.done(exitCode(report, written));
      }
    } finally {
      executor.shutdown();
    }
  }

  private BatchOptions batchOptions(
      RejectedFile rejected, Platform platform, HeapWatch heap, RunLedger ledger) {
    // How far apart they are is not known if nobody knows how many recipients there are.
    long total = recipients.count().orElse(0);
    int looksWanted =
        platform.isSimulated() ? (int) Math.min(MOST_LOOKS, total / MESSAGES_FOR_A_LOOK) : 0;
    Milestones kills = new Milestones(options.killTokens, total, platform::killTokens);
    Milestones looks = new Milestones(looksWanted, total, heap::look);
    BatchOptions.Builder builder =
        BatchOptions.builder()
            .concurrency(options.concurrency)
            .stopWhen(StopConditions.authenticationFailed())
            .onProgress(progress -> tell(progress, rejected), display.every())
            .onResult(
                item -> {
                  add(item, rejected);
                  kills.messageEnded();
                  looks.messageEnded();
                });
    if (options.stopOnQuota) {
      builder.stopWhen(StopConditions.quotaSpent());
    }
    recipients.count().ifPresent(builder::total);
    ledger.addTo(builder);
    return builder.build();
  }

  // The batch calls the two below, and the sink above, one at a time, never one beside the other.

  private void skip(CsvRecords.Broken row, RejectedFile rejected) {
    skipped.add(row.line(), row.problem());
    rejected.skipped(row);
  }

  private static void add(BatchItem item, RejectedFile rejected) {
    if (item.message() instanceof Fallback message
        && message.first() instanceof TemplatedMessage first) {
      // The message carries the line as its correlation id.
      long line = message.options().correlationId().map(Long::parseLong).orElse(0L);
      rejected.add(new CsvRow(line, message.recipient().value(), first.variables()), item.result());
    }
  }

  private void tell(BatchProgress progress, RejectedFile rejected) {
    display.accept(progress);
    rejected.flush();
  }

  private boolean finish(
      BatchReport report, RejectedFile rejected, MessageSource source, RunLedger ledger) {
    err.println(report);
    if (skipped.count() > 0) {
      err.println(skipped.count() + " rows were skipped");
    }
    ledger.tell(err, report.end() == BatchEnd.COMPLETED);
    if (report.end() != BatchEnd.COMPLETED && !ledger.isThere()) {
      source
          .firstNotTaken()
          .ifPresent(line -> err.println("To go on from there: --start-line " + line));
    }
    boolean written = report.sinkFailures() == 0;
    try {
      rejected.close();
    } catch (IOException e) {
      err.println("The file of rejected messages was not finished: " + e);
      written = false;
    }
    if (rejected.isWritten()) {
      err.println("What was not accepted, with open ids in full: " + recipients.rejected());
    }
    if (!written) {
      err.println("Not every result could be written; the log says why");
    }
    return written;
  }

  private int exitCode(BatchReport report, boolean written) {
    if (report.end() != BatchEnd.COMPLETED) {
      return ExitCode.STOPPED;
    }
    boolean all = RunLedger.accepted(report) == report.taken() && skipped.count() == 0 && written;
    return all ? ExitCode.ALL_ACCEPTED : ExitCode.SOME_NOT_ACCEPTED;
  }
}
