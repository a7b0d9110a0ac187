package io.notifyjava.examples.sms;

import io.notifyjava.Notifier;
import io.notifyjava.NotifierBuilder;
import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.DuplicatePolicy;
import io.notifyjava.event.BackupEvent;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.examples.common.ExitCode;
import io.notifyjava.examples.common.Interruption;
import io.notifyjava.examples.common.LastLine;
import io.notifyjava.examples.common.ProgressDisplay;
import io.notifyjava.examples.common.SkippedRows;
import io.notifyjava.examples.common.Threads;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.route.Routers;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** One run, from the accounts to the last line. */
final class SmsRun {

  /** Nobody waits for a single message here, so calls may fill up. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private static final Duration TOTAL = Duration.ofSeconds(90);

  /** Longer than a message may take in all. */
  private static final Duration PATIENCE = TOTAL.plusSeconds(10);

  private final SmsCommand options;
  private final Plan plan;
  private final PrintStream out;
  private final PrintStream err;
  private final ProgressDisplay display;
  private final Tally tally = new Tally();
  private final Reached reached = new Reached();
  private final SkippedRows skipped;

  SmsRun(SmsCommand options, Plan plan, PrintStream out, PrintStream err, boolean terminal) {
    this.options = options;
    this.plan = plan;
    this.out = out;
    this.err = err;
    this.display = new ProgressDisplay(err, terminal);
    this.skipped =
        new SkippedRows(
            display, options.rejected == null ? "" : "; " + options.rejected + " names them all");
  }

  /**
   * Sends to everybody and prints what came of it.
   *
   * @return the exit code
   */
  int go() {
    try (Rows rows = rows();
        NotAccepted file = NotAccepted.at(options.rejected, options.csv, rows.variables())) {
      return send(rows, file);
    } catch (IOException e) {
      throw new UncheckedIOException("A file was not closed: " + e, e);
    }
  }

  private Rows rows() {
    if (options.csv != null) {
      return CsvRows.open(options.csv, options.template);
    }
    long count = options.recipients == null ? 0 : options.recipients;
    return new Invented(
        plan.templates().find(options.template).orElseThrow(), count, options.sameText);
  }

  private int send(Rows rows, NotAccepted file) throws IOException {
    List<Carrier> carriers = plan.carriers(options);
    try {
      return send(rows, file, carriers);
    } finally {
      carriers.forEach(Carrier::close);
    }
  }

  private int send(Rows rows, NotAccepted file, List<Carrier> carriers) throws IOException {
    err.println(
        "Sending through "
            + String.join(", then ", plan.vendors().stream().map(Vendor::account).toList())
            + (plan.real() ? "" : ", simulated in this process"));
    ExecutorService executor = Threads.forConcurrency(options.concurrency, "sms");
    Messages messages = new Messages(rows, row -> skip(row, file));
    try (Notifier notifier = notifier(carriers, executor)) {
      Batch batch = notifier.batch(messages, batchOptions(messages, file));
      try (Interruption interruption = Interruption.cancels(batch, PATIENCE)) {
        BatchReport report = batch.join();
        err.println(report);
        boolean written = finish(report, file);
        out.println(json(report, carriers));
        out.flush();
        return interruption.done(exitCode(report, written));
      }
    } finally {
      executor.shutdown();
    }
  }

  private Notifier notifier(List<Carrier> carriers, ExecutorService executor) {
    NotifierBuilder builder =
        Notifier.builder()
            .smsTemplates(plan.templates())
            .timeouts(new TimeoutPolicy(TOTAL, Duration.ofSeconds(options.timeout)))
            .router(Routers.ordered(plan.vendors().get(0).account(), backups()))
            .listener(new Announcement())
            .executor(executor);
    carriers.forEach(carrier -> builder.provider(carrier.vendor().account(), carrier.account()));
    return builder.build();
  }

  private String[] backups() {
    return plan.vendors().stream().skip(1).map(Vendor::account).toArray(String[]::new);
  }

  private BatchOptions batchOptions(Messages messages, NotAccepted file) {
    BatchOptions.Builder builder =
        BatchOptions.builder()
            .concurrency(options.concurrency)
            .linger(LINGER)
            .duplicates(DuplicatePolicy.SKIP)
            .onProgress(
                progress -> {
                  display.accept(progress);
                  file.flush();
                },
                display.every())
            .onResult(item -> ended(item, messages, file));
    if (options.recipients != null) {
      builder.total(options.recipients);
    }
    return builder.build();
  }

  // The batch calls the two below one at a time, never one beside the other.

  private void skip(Row.Broken row, NotAccepted file) {
    skipped.add(row.row().line(), row.problem());
    file.skipped(row);
  }

  private void ended(BatchItem item, Messages messages, NotAccepted file) {
    CsvRow row = messages.ended(item.index());
    if (row != null) {
      file.add(row, item.result());
    }
    tally.add(item);
    if (!plan.real()) {
      reached.add(item);
    }
  }

  private boolean finish(BatchReport report, NotAccepted file) {
    boolean written = report.sinkFailures() == 0;
    try {
      file.close();
    } catch (IOException e) {
      err.println("The file of rejected messages was not finished: " + e);
      written = false;
    }
    if (file.isWritten()) {
      err.println("What was not accepted, with phone numbers in full: " + options.rejected);
    }
    if (!written) {
      err.println("Not every result could be written; the log says why");
    }
    return written;
  }

  /** Tells when a backup hides that an account is sick. */
  private final class Announcement implements NotifierListener {

    @Override
    public void onBackup(BackupEvent event) {
      display.say(
          event.state() == BackupEvent.State.WELL_AGAIN
              ? event.account() + " is well again"
              : event.account()
                  + " is sick ("
                  + event.reason()
                  + "), "
                  + event.backup()
                  + " sends in its place");
    }
  }

  private String json(BatchReport report, List<Carrier> carriers) {
    LastLine line =
        new LastLine(report, skipped.count())
            .without("fellBack")
            .with("failedOver", tally.failedOver())
            .with("acceptedBy", tally.acceptedBy());
    sim(carriers).ifPresent(sim -> line.with("sim", sim));
    return line.json();
  }

  /** What the simulators counted, together and one by one. */
  private Optional<Map<String, Object>> sim(List<Carrier> carriers) {
    Map<String, Object> each = new LinkedHashMap<>();
    long calls = 0;
    long accepted = 0;
    for (Carrier carrier : carriers) {
      SimCounts counts = carrier.counts().orElse(null);
      if (counts != null) {
        each.put(carrier.vendor().account(), counts);
        calls += counts.calls();
        accepted += counts.accepted();
      }
    }
    if (each.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> sim = new LinkedHashMap<>();
    sim.put("calls", calls);
    sim.put("accepted", accepted);
    sim.put("duplicates", reached.duplicates(carriers));
    sim.putAll(each);
    return Optional.of(sim);
  }

  private int exitCode(BatchReport report, boolean written) {
    if (report.end() != BatchEnd.COMPLETED) {
      return ExitCode.STOPPED;
    }
    boolean all = report.accepted() == report.taken() && skipped.count() == 0 && written;
    return all ? ExitCode.ALL_ACCEPTED : ExitCode.SOME_NOT_ACCEPTED;
  }
}
