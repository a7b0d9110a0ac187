package io.notifyjava.testkit.contract;

import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Provider;
import io.notifyjava.spi.SendContext;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * One call of a provider under way, in a thread of its own, so that a provider that never returns
 * fails a test instead of hanging it.
 */
final class Sending {

  /** When a call counts as never ending. */
  private static final Duration GIVE_UP = Duration.ofSeconds(30);

  private final FutureTask<Sent> task;
  private final Thread thread;
  private final Duration limit;

  private Sending(FutureTask<Sent> task, Duration limit) {
    this.task = task;
    this.limit = limit;
    this.thread = new Thread(task, "contract-send");
    this.thread.setDaemon(true);
  }

  /**
   * Starts a call.
   *
   * @param start the call begins when it opens
   * @param beforehand whether the thread is interrupted before the call
   */
  static <M extends Message> Sending start(
      Provider<M> provider,
      M message,
      SendContext context,
      LongSupplier ticker,
      CountDownLatch start,
      boolean beforehand) {
    FutureTask<Sent> task =
        new FutureTask<>(
            () -> {
              start.await();
              if (beforehand) {
                Thread.currentThread().interrupt();
              }
              long begun = ticker.getAsLong();
              SendResult result = provider.send(message, context);
              Duration took = Duration.ofNanos(ticker.getAsLong() - begun);
              return new Sent(result, took, Thread.currentThread().isInterrupted());
            });
    Sending sending = new Sending(task, context.timeLimit());
    sending.thread.start();
    return sending;
  }

  void interrupt() {
    thread.interrupt();
  }

  /** Waits for the end of the call; what it throws, or no end, fails the test. */
  Sent ended() {
    return ended(GIVE_UP);
  }

  /** Waits so long for the end of the call. */
  Sent ended(Duration patience) {
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException thrown) {
      throw new AssertionError(
          "Expected send to return a result, for a provider throws nothing for what a vendor or a"
              + " network does, but it threw "
              + thrown.getCause(),
          thrown.getCause());
    } catch (TimeoutException never) {
      throw new AssertionError(
          "Expected send to return within its time limit of "
              + limit
              + ", but it was still running after "
              + patience
              + "; the cause shows where",
          whereItIs());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test itself was interrupted", interrupted);
    }
  }

  private Throwable whereItIs() {
    Throwable where = new IllegalStateException("still running here");
    where.setStackTrace(thread.getStackTrace());
    return where;
  }
}
