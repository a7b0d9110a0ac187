package io.notifyjava.benchmarks.outbox;

import java.time.Duration;
import java.util.List;

/** A contender: puts jobs durably, and does them in the order that it likes. */
interface Queue extends AutoCloseable {

  /** In the order of the table. */
  List<String> CONTENDERS =
      List.of("notify", "notify-64", "db-scheduler", "transaction-outbox", "jobrunr");

  /** Puts one job; it is durable when this returns. Called by many threads at once. */
  void put(String payload) throws Exception;

  /** Begins to do what is there, and what is put from now on. */
  void start() throws Exception;

  /** Ends doing; {@link #start()} begins again. */
  void stop();

  /**
   * How long after {@link #put} a job is due at the latest, if nothing ran when it was put: waited
   * for before {@link #start()}, and not measured.
   */
  default Duration settling() {
    return Duration.ZERO;
  }

  @Override
  void close();

  /** Returns a contender over an empty database. */
  static Queue open(String contender, Store store, int workers) throws Exception {
    return switch (contender) {
      // As many entries in hand as there are workers: what is unknown after a crash.
      case "notify" -> new NotifyQueue(store, workers, workers);
      // The default: the threads are the same, up to 64 entries are in hand.
      case "notify-64" -> new NotifyQueue(store, workers, 64);
      case "db-scheduler" -> new DbSchedulerQueue(store, workers);
      case "transaction-outbox" -> new TransactionOutboxQueue(store, workers);
      case "jobrunr" -> new JobRunrQueue(store, workers);
      default ->
          throw new IllegalArgumentException(
              "Expected one of " + CONTENDERS + ", but found '" + contender + "'");
    };
  }

  /** Tells why a contender cannot run here; empty if it can. */
  static String reasonAgainst(String contender, String store) {
    return contender.equals("transaction-outbox") && store.equals("sqlite")
        ? "has no dialect for SQLite"
        : "";
  }
}
