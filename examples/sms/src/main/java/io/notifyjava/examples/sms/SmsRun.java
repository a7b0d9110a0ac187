package io.notifyjava.examples.sms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.Notifier;
import io.notifyjava.NotifierBuilder;
import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchEnd;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchReport;
import io.notifyjava.batch.DuplicatePolicy;
import io.notifyjava.event.BackupEvent;
import io.notifyjava.event.NotifierListener;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.route.Routers;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** One run, from the accounts to the last line. */
final class SmsRun {

  /** Broken rows that are told on the screen. */
  private static final int MOST_TOLD = 20;

  /** Nobody waits for a single message here, so calls may fill up. */
  private static final Duration LINGER = Duration.ofSeconds(5);

  private static final Duration TOTAL = Duration.ofSeconds(90);

  private final SmsCommand options;
  private final Plan plan;
  private final PrintStream out;
  private final PrintStream err;
  private final ProgressDisplay display;
  private final Tally tally = new Tally();
  private long skipped;

  SmsRun(SmsCommand options, Plan plan, PrintStream out, PrintStream err, boolean terminal) {
    this.options = options;
    this.plan = plan;
    this.out = out;
    this.err = err;
    this.display = new ProgressDisplay(err, terminal);
  }

  /**
   * Sends to everybody and prints what came of it.
   *
   * @return the exit code
   */
  int go() {
    if (options.csv == null) {
      long count = options.recipients == null ? 0 : options.recipients;
      return send(
          new Invented(
              plan.templates().find(options.template).orElseThrow(), count, options.sameText));
    }
    try (CsvRows rows = CsvRows.open(options.csv, options.template)) {
      return send(rows);
    } catch (IOException e) {
      throw new UncheckedIOException("The CSV file was not closed", e);
    }
  }

  private int send(Iterator<Row> rows) {
    List<Carrier> carriers = plan.carriers(options);
    try {
      return send(rows, carriers);
    } finally {
      carriers.forEach(Carrier::close);
    }
  }

  private int send(Iterator<Row> rows, List<Carrier> carriers) {
    err.println(
        "Sending through "
            + String.join(", then ", plan.vendors().stream().map(Vendor::account).toList())
            + (plan.real() ? "" : ", simulated in this process"));
    ExecutorService executor = Threads.forConcurrency(options.concurrency);
    try (Notifier notifier = notifier(carriers, executor)) {
      Batch batch = notifier.batch(new Messages(rows, this::skip), batchOptions());
      try (Interruption interruption = Interruption.cancels(batch)) {
        BatchReport report = batch.join();
        err.println(report);
        out.println(json(report, carriers));
        out.flush();
        return interruption.done(exitCode(report));
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

  private BatchOptions batchOptions() {
    BatchOptions.Builder builder =
        BatchOptions.builder()
            .concurrency(options.concurrency)
            .linger(LINGER)
            .duplicates(DuplicatePolicy.SKIP)
            .onProgress(display, display.every())
            .onResult(tally::add);
    if (options.recipients != null) {
      builder.total(options.recipients);
    }
    return builder.build();
  }

  private void skip(Row.Broken row) {
    skipped++;
    if (skipped <= MOST_TOLD) {
      display.say("Line " + row.line() + " was skipped: " + row.problem());
    } else if (skipped == MOST_TOLD + 1) {
      display.say("More lines were skipped");
    }
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
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("end", report.end());
    values.put("accepted", report.accepted());
    values.put("rejected", report.rejected());
    values.put("unknown", report.unknown());
    values.put("skipped", skipped);
    values.put("repeated", report.duplicates());
    values.put("seconds", report.elapsed().toMillis() / 1000.0);
    values.put("perSecond", Math.round(report.perSecond() * 10) / 10.0);
    values.put("failedOver", tally.failedOver());
    values.put("acceptedBy", tally.acceptedBy());
    values.put("rejectedByReason", report.rejectedByReason());
    sim(report, carriers).ifPresent(sim -> values.put("sim", sim));
    try {
      return new ObjectMapper().writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Plain numbers were not written as JSON", e);
    }
  }

  /** What the simulators counted, together and one by one. */
  private static Optional<Map<String, Object>> sim(BatchReport report, List<Carrier> carriers) {
    Map<String, Object> each = new LinkedHashMap<>();
    SimCounts all = new SimCounts(0, 0, 0);
    for (Carrier carrier : carriers) {
      SimCounts counts = carrier.counts().orElse(null);
      if (counts != null) {
        each.put(carrier.vendor().account(), counts);
        all = all.plus(counts);
      }
    }
    if (each.isEmpty()) {
      return Optional.empty();
    }
    // What two of them took of one message stands in neither's duplicates, but is one too many
    // here.
    long across = all.accepted() - all.duplicates() - report.accepted() - report.unknown();
    Map<String, Object> sim = new LinkedHashMap<>();
    sim.put("calls", all.calls());
    sim.put("accepted", all.accepted());
    sim.put("duplicates", all.duplicates() + Math.max(0, across));
    sim.putAll(each);
    return Optional.of(sim);
  }

  private int exitCode(BatchReport report) {
    if (report.end() != BatchEnd.COMPLETED) {
      return Sms.STOPPED;
    }
    boolean all = report.accepted() == report.taken() && skipped == 0;
    return all ? Sms.ALL_ACCEPTED : Sms.SOME_NOT_ACCEPTED;
  }
}
