package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchItem;
import io.notifyjava.batch.BatchOptions;
import io.notifyjava.batch.BatchProgress;
import io.notifyjava.batch.StopCondition;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The caller's sink, stop conditions and progress listener, kept from doing harm.
 *
 * <p>Called by the pump alone.
 */
final class Observers {

  private static final Logger log = LoggerFactory.getLogger(Observers.class);

  private final BatchOptions options;
  private final LongSupplier ticker;
  private final long every;
  private volatile long nextProgress;
  private long sinkFailures;
  private long listenerFailures;

  Observers(BatchOptions options, LongSupplier ticker) {
    this.options = options;
    this.ticker = ticker;
    every = options.progressEvery().toNanos();
    nextProgress = ticker.getAsLong() + every;
  }

  void tell(BatchItem item) {
    try {
      options.sink().onResult(item);
    } catch (Throwable t) {
      sinkFailures = complain("sink", sinkFailures, t);
    }
  }

  long sinkFailures() {
    return sinkFailures;
  }

  /** Returns why to stop; null to go on. */
  @Nullable Ending check(Supplier<BatchProgress> progress, BatchItem item) {
    if (options.stopConditions().isEmpty()) {
      return null;
    }
    try {
      BatchProgress now = progress.get();
      for (StopCondition condition : options.stopConditions()) {
        Optional<String> reason = condition.check(now, item);
        if (reason.isPresent()) {
          return Ending.stopped(reason.get());
        }
      }
      return null;
    } catch (Throwable t) {
      return Ending.failed(
          "a stop condition threw " + Faults.describe(t) + " after message " + item.index(), t);
    }
  }

  /** Any thread may ask. */
  boolean isProgressDue() {
    return options.progressListener() != null && ticker.getAsLong() - nextProgress >= 0;
  }

  void tell(BatchProgress progress) {
    Consumer<BatchProgress> listener = options.progressListener();
    if (listener == null) {
      return;
    }
    try {
      listener.accept(progress);
    } catch (Throwable t) {
      listenerFailures = complain("progress listener", listenerFailures, t);
    }
    // Counted from now, so that a slow listener is not called again at once.
    nextProgress = ticker.getAsLong() + every;
  }

  private static long complain(String who, long before, Throwable fault) {
    if (before == 0) {
      log.warn(
          "The {} of a batch threw {}; the batch goes on and says nothing of further ones here",
          who,
          Faults.describe(fault));
    } else {
      log.debug("The {} of a batch threw {}, time {}", who, Faults.describe(fault), before + 1);
    }
    return before + 1;
  }
}
