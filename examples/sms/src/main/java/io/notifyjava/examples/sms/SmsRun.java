package io.notifyjava.examples.sms;

import io.notifyjava.Notifier;
import io.notifyjava.NotifierBuilder;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.DuplicatePolicy;
import io.notifyjava.event.BackupEvent;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.examples.common.BatchRun;
import io.notifyjava.examples.common.CsvRow;
import io.notifyjava.examples.common.CsvRows;
import io.notifyjava.examples.common.InventedRows;
import io.notifyjava.examples.common.LastLine;
import io.notifyjava.examples.common.NotAccepted;
import io.notifyjava.examples.common.RecipientFile;
import io.notifyjava.examples.common.Rows;
import io.notifyjava.examples.common.Threads;
import io.notifyjava.message.SmsMessage;
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

  private static final String PHONE = "phone";

  private final SmsCommand options;
  private final Plan plan;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final Tally tally = new Tally();
  private final Reached reached = new Reached();

  SmsRun(SmsCommand options, Plan plan, PrintStream out, PrintStream err, boolean terminal) {
    this.options = options;
    this.plan = plan;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * Sends to everybody and prints what came of it.
   *
   * @return the exit code
   */
  int go() {
    try (Rows rows = rows();
        NotAccepted file = NotAccepted.at(options.rejected, options.csv, PHONE, rows.variables())) {
      return send(rows, new BatchRun(out, err, terminal, file));
    } catch (IOException e) {
      throw new UncheckedIOException("A file was not closed: " + e, e);
    }
  }

  private Rows rows() {
    if (options.csv != null) {
      return CsvRows.of(RecipientFile.open(options.csv, PHONE), this::message);
    }
    Invented invented =
        new Invented(plan.templates().find(options.template).orElseThrow(), options.sameText);
    long count = options.recipients == null ? 0 : options.recipients;
    return new InventedRows(invented.variables(), count, invented::row, this::message);
  }

  private SmsMessage message(CsvRow row) {
    return SmsMessage.to(row.address())
        .template(options.template)
        .variables(row.variables())
        .build();
  }

  private int send(Rows rows, BatchRun run) {
    List<Carrier> carriers = plan.carriers(options);
    err.println(
        "Sending through "
            + String.join(", then ", plan.vendors().stream().map(Vendor::account).toList())
            + (plan.real() ? "" : ", simulated in this process"));
    ExecutorService executor = Threads.forConcurrency(options.concurrency, "sms");
    try (Notifier notifier = notifier(carriers, executor, run)) {
      return run.go(
          notifier,
          rows,
          batchOptions(),
          new BatchRun.Manner(
              PATIENCE, "phone numbers", this::ended, line -> addTo(line, carriers)));
    } finally {
      executor.shutdown();
      carriers.forEach(Carrier::close);
    }
  }

  private Notifier notifier(List<Carrier> carriers, ExecutorService executor, BatchRun run) {
    NotifierBuilder builder =
        Notifier.builder()
            .smsTemplates(plan.templates())
            .timeouts(new TimeoutPolicy(TOTAL, Duration.ofSeconds(options.timeout)))
            .router(Routers.ordered(plan.vendors().get(0).account(), backups()))
            .listener(new Announcement(run))
            .executor(executor);
    carriers.forEach(carrier -> builder.provider(carrier.vendor().account(), carrier.account()));
    return builder.build();
  }

  private String[] backups() {
    return plan.vendors().stream().skip(1).map(Vendor::account).toArray(String[]::new);
  }

  private BatchOptions.Builder batchOptions() {
    BatchOptions.Builder builder =
        BatchOptions.builder()
            .concurrency(options.concurrency)
            .linger(LINGER)
            .duplicates(DuplicatePolicy.SKIP);
    if (options.recipients != null) {
      builder.total(options.recipients);
    }
    return builder;
  }

  private void ended(BatchItem item) {
    tally.add(item);
    if (!plan.real()) {
      reached.add(item);
    }
  }

  /** Tells when a backup hides that an account is sick. */
  private record Announcement(BatchRun run) implements NotifierListener {

    @Override
    public void onBackup(BackupEvent event) {
      run.say(
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

  private void addTo(LastLine line, List<Carrier> carriers) {
    line.with("failedOver", tally.failedOver()).with("acceptedBy", tally.acceptedBy());
    sim(carriers).ifPresent(sim -> line.with("sim", sim));
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
}
