package io.notifyjava.internal.batch;

import io.notifyjava.batch.BatchEnd;
import org.jspecify.annotations.Nullable;

/** Why a batch takes nothing any more. */
record Ending(BatchEnd end, String reason, @Nullable Throwable cause) {

  static final Ending COMPLETED = new Ending(BatchEnd.COMPLETED, "", null);

  static final Ending CANCELLED = new Ending(BatchEnd.CANCELLED, "cancel() was called", null);

  static Ending stopped(String reason) {
    return new Ending(BatchEnd.STOPPED, reason, null);
  }

  static Ending failed(String reason, @Nullable Throwable cause) {
    return new Ending(BatchEnd.FAILED, reason, cause);
  }

  static Ending executorEnded(long taken) {
    return failed(
        "the executor was shut down after "
            + taken
            + " messages were taken; give the batch one that lives until it is done",
        null);
  }
}
