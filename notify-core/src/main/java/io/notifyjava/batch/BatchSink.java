package io.notifyjava.batch;

/**
 * Receives the result of every message of a batch.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface BatchSink {

  /**
   * One message has its result.
   *
   * <p>Calls come one at a time, in the order in which the messages ended, on threads of the
   * batch's executor, or on a short-lived daemon thread if that gives none; calls to the source
   * come between them, never beside them. A message counts as in flight until this returns, so a
   * slow sink slows the batch and loses nothing. What it throws is logged once, counted in {@link
   * BatchReport#sinkFailures()}, and changes no outcome.
   */
  void onResult(BatchItem item);
}
