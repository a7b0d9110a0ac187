package io.notifyjava.examples.sms;

import io.notifyjava.batch.Batch;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What happens at Ctrl-C: the batch takes no more messages, those under way come to their end, and
 * the report is printed before the process ends.
 */
final class Interruption implements AutoCloseable {

  /** Longer than a message may take in all. */
  private static final long PATIENCE_SECONDS = 100;

  private final Batch batch;
  private final CountDownLatch printed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "sms-interrupted");

  private Interruption(Batch batch) {
    this.batch = batch;
  }

  static Interruption cancels(Batch batch) {
    Interruption interruption = new Interruption(batch);
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
      if (!printed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that everything is printed. */
  int done(int exitCode) {
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
