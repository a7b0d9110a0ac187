package io.notifyjava.examples.mail;

import io.notifyjava.Notifier;
import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.DuplicatePolicy;
import io.notifyjava.batch.StopConditions;
import io.notifyjava.examples.common.BatchRun;
import io.notifyjava.examples.common.CsvRows;
import io.notifyjava.examples.common.InventedRows;
import io.notifyjava.examples.common.LastLine;
import io.notifyjava.examples.common.NotAccepted;
import io.notifyjava.examples.common.RecipientFile;
import io.notifyjava.examples.common.Rows;
import io.notifyjava.examples.common.Threads;
import io.notifyjava.policy.RetryPolicy;
import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.testkit.smtp.SmtpCounts;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/** One run, from the first row to the last line. */
final class MailRun {

  /** The column of the addresses. */
  private static final String ADDRESS = "mail";

  /**
   * One mail of the twenty in a row is put off now and then, and tried again by itself: that is a
   * retry for every call, where one for ten is the default.
   */
  private static final RetryPolicy RETRIES = RetryPolicy.defaults().withBudget(1, 1_000);

  private final MailCommand options;
  private final Letter letter;
  private final MailServer server;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final Reached reached = new Reached();
  private final Duration total;

  MailRun(
      MailCommand options,
      Letter letter,
      MailServer server,
      PrintStream out,
      PrintStream err,
      boolean terminal) {
    this.options = options;
    this.letter = letter;
    this.server = server;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.total = Duration.ofSeconds(options.timeout).multipliedBy(RETRIES.maxAttempts());
  }

  /**
   * Sends to everybody and prints what came of it.
   *
   * @return the exit code
   */
  int go() {
    try (Rows rows = rows();
        NotAccepted file =
            NotAccepted.at(options.rejected, options.csv, ADDRESS, rows.variables())) {
      return send(rows, new BatchRun(out, err, terminal, file));
    } catch (IOException e) {
      throw new UncheckedIOException("A file was not closed: " + e, e);
    }
  }

  private Rows rows() throws IOException {
    if (options.csv == null) {
      Invented invented = new Invented(List.copyOf(letter.names()));
      long count = options.recipients == null ? 0 : options.recipients;
      return new InventedRows(invented.variables(), count, invented::row, letter::mail);
    }
    RecipientFile file = RecipientFile.open(options.csv, ADDRESS);
    try {
      letter.checkColumns(file.header().variables());
      return CsvRows.of(file, letter::mail);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private int send(Rows rows, BatchRun run) {
    err.println("Sending through " + server.title());
    ExecutorService executor = Threads.forConcurrency(options.concurrency, "mail");
    try (Notifier notifier =
        Notifier.builder()
            .provider("mail", server.account())
            .retry(RETRIES)
            .timeouts(new TimeoutPolicy(total, Duration.ofSeconds(options.timeout)))
            .executor(executor)
            .build()) {
      return run.go(
          notifier,
          rows,
          batchOptions(),
          new BatchRun.Manner(total.plusSeconds(10), "addresses", this::ended, this::addTo));
    } finally {
      executor.shutdown();
    }
  }

  private BatchOptions.Builder batchOptions() {
    BatchOptions.Builder builder =
        BatchOptions.builder()
            .concurrency(options.concurrency)
            .stopWhen(StopConditions.authenticationFailed());
    if (options.recipients != null) {
      return builder.total(options.recipients);
    }
    return builder.duplicates(DuplicatePolicy.SKIP);
  }

  private void ended(BatchItem item) {
    if (server.simulated().isPresent()) {
      reached.add(item);
    }
  }

  private void addTo(LastLine line) {
    server.simulated().ifPresent(simulated -> line.with("sim", sim(simulated)));
  }

  private Map<String, Object> sim(SimulatedServer simulated) {
    SmtpCounts counts = simulated.counts();
    Reached.Verdict verdict = reached.ask(simulated::copies);
    Map<String, Object> sim = new LinkedHashMap<>();
    sim.put("mails", counts.mails());
    sim.put("connections", counts.mostConnections());
    sim.put("opened", counts.connections());
    sim.put("duplicates", verdict.duplicates());
    sim.put("missing", verdict.missing());
    sim.put("surplus", verdict.surplus());
    return sim;
  }
}
