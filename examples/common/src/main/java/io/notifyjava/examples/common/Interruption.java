package io.notifyjava.examples.common;

import io.notifyjava.batch.Batch;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens at Ctrl-C: the batch takes no more messages, those under way come to their end, and
 * the report is printed before the process ends.
 */
public final class Interruption implements AutoCloseable {

  private final Batch batch;
  private final CountDownLatch printed = new CountDownLatch(1);
  private final Duration patience;
  private final Thread hook = new Thread(this::interrupted, "interrupted");

  private Interruption(Batch batch, Duration patience) {
    this.batch = batch;
    this.patience = patience;
  }

  /**
   * Makes Ctrl-C cancel a batch.
   *
   * @param patience how long the process waits for its last line then; longer than a message may
   *     take in all
   */
  public static Interruption cancels(Batch batch, Duration patience) {
    Interruption interruption = new Interruption(batch, patience);
    try {
      Runtime.getRuntime().addShutdownHook(interruption.hook);
    } catch (IllegalStateException e) {
      // The process is ending already.
      batch.cancel();
    }
    return interruption;
  }

  private void interrupted() {
    batch.cancel();
    try {
      if (!printed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that everything is printed. */
  public int done(int exitCode) {
    printed.countDown();
    return exitCode;
  }

  @Override
  public void close() {
    printed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is running, and has been let go.
    }
  }
}
