package io.notifyjava.internal.batch;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.message.Message;
import io.notifyjava.spi.Timer;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts batches, and knows those that are under way so that closing can end them.
 *
 * <p>Thread-safe.
 */
public final class BatchEngine {

  private final MessageSenders senders;
  private final Executor executor;
  private final Timer timer;
  private final LongSupplier ticker;
  private final Set<BatchRun> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /**
   * Creates an engine.
   *
   * @param executor runs everything; never shut down here
   * @param timer wakes a batch about once a second to look for what the executor lost
   * @param ticker elapsed nanoseconds
   */
  public BatchEngine(MessageSenders senders, Executor executor, Timer timer, LongSupplier ticker) {
    this.senders = Objects.requireNonNull(senders, "senders");
    this.executor = Objects.requireNonNull(executor, "executor");
    this.timer = Objects.requireNonNull(timer, "timer");
    this.ticker = Objects.requireNonNull(ticker, "ticker");
  }

  /** Starts a batch from an iterator, which is closed at the end if it can be. */
  public Batch start(Iterator<? extends @Nullable Message> messages, BatchOptions options) {
    return start(Source.of(messages), options);
  }

  /** Starts a batch from an iterable; it and its iterator are closed at the end if they can be. */
  public Batch start(Iterable<? extends @Nullable Message> messages, BatchOptions options) {
    return start(Source.of(messages), options);
  }

  /** Starts a batch from a stream, which is closed at the end. */
  public Batch start(Stream<? extends @Nullable Message> messages, BatchOptions options) {
    return start(Source.of(messages), options);
  }

  private Batch start(Source source, BatchOptions options) {
    Objects.requireNonNull(options, "options");
    BatchRun run =
        new BatchRun(source, options, senders, executor, timer, ticker, underWay::remove);
    boolean unused = new Watch(run, timer, options).arm();
    underWay.add(run);
    // Added first and looked at afterwards, so that cancelAll() either finds it or is seen here.
    if (closing) {
      run.cancel();
    }
    run.start();
    return new BatchHandle(run);
  }

  /** Cancels every batch that is under way or is started from now on; returns at once. */
  public void cancelAll() {
    closing = true;
    underWay.forEach(BatchRun::cancel);
  }

  /** Returns how many batches are under way. */
  public int underWay() {
    return underWay.size();
  }
}
