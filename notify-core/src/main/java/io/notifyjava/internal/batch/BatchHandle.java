package io.notifyjava.internal.batch;

import io.notifyjava.batch.Batch;
import io.notifyjava.batch.BatchInterruptedException;
import io.notifyjava.batch.BatchProgress;
import io.notifyjava.batch.BatchReport;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the caller holds of a batch. */
final class BatchHandle implements Batch {

  private final BatchRun run;

  BatchHandle(BatchRun run) {
    this.run = run;
  }

  @Override
  public BatchProgress progress() {
    return run.progress();
  }

  @Override
  public void pause() {
    run.pause();
  }

  @Override
  public void resume() {
    run.resume();
  }

  @Override
  public void cancel() {
    run.cancel();
  }

  @Override
  public CompletableFuture<BatchReport> completion() {
    return run.completion().copy();
  }

  @Override
  public BatchReport join() {
    refuseInside();
    try {
      return run.completion().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BatchInterruptedException(e);
    } catch (ExecutionException e) {
      throw impossible(e);
    }
  }

  @Override
  public Optional<BatchReport> await(Duration time) throws InterruptedException {
    Objects.requireNonNull(time, "time");
    refuseInside();
    try {
      // convert() keeps a very long time very long, where toNanos() would overflow.
      long nanos = TimeUnit.NANOSECONDS.convert(time);
      return Optional.of(run.completion().get(nanos, TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw impossible(e);
    }
  }

  private void refuseInside() {
    if (run.pump().isWorker() && !run.completion().isDone()) {
      throw new IllegalStateException(
          "A batch cannot be waited for by its own source, sink, stop condition or progress"
              + " listener: it would wait for itself. Wait in another thread, or use completion()");
    }
  }

  private static IllegalStateException impossible(ExecutionException e) {
    return new IllegalStateException("A batch completes with a report whatever happens", e);
  }
}
