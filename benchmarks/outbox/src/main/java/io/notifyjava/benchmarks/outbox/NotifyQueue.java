package io.notifyjava.benchmarks.outbox;

import io.notifyjava.Notifier;
import io.notifyjava.jdbc.JdbcDatabase;
import io.notifyjava.jdbc.JdbcOutbox;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.result.Receipt;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.RequestPreview;
import io.notifyjava.spi.SendContext;
import io.notifyjava.testkit.TestMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A notifier with its outbox, all policies at their defaults. */
final class NotifyQueue implements Queue {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final JdbcDatabase database;
  private final ExecutorService threads;
  private final int inFlight;
  private Notifier notifier;

  NotifyQueue(Store store, int workers, int inFlight) {
    this.database =
        (store.isSqlite() ? JdbcDatabase.file(store.file()) : JdbcDatabase.url(store.url()))
            .build();
    // One more than workers: the loop that asks the store takes a thread, too, while it asks.
    this.threads = Executors.newFixedThreadPool(workers + 1);
    this.inFlight = inFlight;
    this.notifier = notifier(false);
  }

  private Notifier notifier(boolean sending) {
    return Notifier.builder()
        .provider("main", new Sink())
        .executor(threads)
        .outbox(
            JdbcOutbox.in(database),
            OutboxOptions.builder().sending(sending).inFlight(inFlight).urgentReserve(0).build())
        .build();
  }

  @Override
  public void put(String payload) {
    notifier.outbox().enqueue(TestMessage.of("somebody", payload));
  }

  @Override
  public void start() {
    swap(true);
  }

  @Override
  public void stop() {
    swap(false);
  }

  private void swap(boolean sending) {
    notifier.close(LIMIT);
    notifier = notifier(sending);
  }

  @Override
  public void close() {
    notifier.close(LIMIT);
    threads.shutdown();
    database.close();
  }

  /** Does the job instead of sending it. */
  private static final class Sink implements Provider<TestMessage> {

    private final Clock clock = Clock.systemUTC();

    @Override
    public Capabilities capabilities() {
      return Capabilities.of(TestMessage.class, Capabilities.Support.plain());
    }

    @Override
    public SendResult send(TestMessage message, SendContext context) {
      Jobs.current().done(message.content());
      return SendResult.accepted(Receipt.of((@Nullable String) null, clock.instant()));
    }

    @Override
    public RequestPreview preview(TestMessage message) {
      return new RequestPreview("NONE", "none:", Map.of(), "");
    }
  }
}
