package io.notifyjava.benchmarks.outbox;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * transaction-outbox: work is handed to its threads as it is put, and what was put while nothing
 * ran is found by flushing.
 */
final class TransactionOutboxQueue implements Queue {

  /** The job, of which it makes an instance for each call. */
  public static class Work {

    /** Does it. */
    public void send(String payload) {
      Jobs.current().done(payload);
    }
  }

  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

  private final HikariDataSource pool;
  private final ExecutorService threads;
  private final TransactionManager transactions;
  private final TransactionOutbox outbox;
  private volatile boolean running;
  private @Nullable Thread flusher;

  TransactionOutboxQueue(Store store, int workers) {
    pool = store.pool(workers + 8);
    threads = Executors.newFixedThreadPool(workers);
    transactions = TransactionManager.fromDataSource(pool);
    Submitter now = Submitter.withExecutor(threads);
    outbox =
        TransactionOutbox.builder()
            .transactionManager(transactions)
            .persistor(
                Persistor.forDialect(store.isMariaDb() ? Dialect.MY_SQL_8 : Dialect.POSTGRESQL_9))
            .submitter(
                (entry, work) -> {
                  if (running) {
                    now.submit(entry, work);
                  }
                })
            // What was put while nothing ran is due after this time, which is not measured.
            .attemptFrequency(settling().minusMillis(500))
            .flushBatchSize(1_000)
            .build();
  }

  @Override
  public Duration settling() {
    return Duration.ofSeconds(3);
  }

  @Override
  public void put(String payload) {
    transactions.inTransaction(() -> outbox.schedule(Work.class).send(payload));
  }

  @Override
  public void start() {
    running = true;
    Thread started =
        new Thread(
            () -> {
              while (running) {
                // One block; what it finds is marked and queued before it looks for the next.
                if (outbox.flush()) {
                  awaitQueue();
                } else {
                  LockSupport.parkNanos(LOOK_AGAIN);
                }
              }
            },
            "flusher");
    started.setDaemon(true);
    started.start();
    flusher = started;
  }

  /** The block is handed to the threads in order, so a task of our own ends behind all of it. */
  private void awaitQueue() {
    try {
      threads.submit(() -> {}).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    running = false;
    Thread started = flusher;
    if (started != null) {
      try {
        started.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stop();
    threads.shutdown();
    pool.close();
  }
}
