package io.notifyjava.batch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A batch that is under way, or that has ended.
 *
 * <p>Every message that is taken from the source gets exactly one result, whatever happens. All
 * methods may be called from any thread, from the sink too, except that a batch cannot be waited
 * for inside itself.
 *
 * <pre>
 * RUNNING  --pause()--&gt;  PAUSED  --resume()--&gt;  RUNNING
 * RUNNING, PAUSED  --cancel(), a stop condition, a failed source or executor--&gt;  STOPPING
 * RUNNING (source exhausted), STOPPING  --last result seen by the sink--&gt;  DONE
 * </pre>
 *
 * @since 0.1.0
 */
public interface Batch {

  /** Returns how far it is. Costs little; does not block. */
  BatchProgress progress();

  /**
   * Takes nothing more from the source until {@link #resume()}; what was taken runs to its end. A
   * message that is being taken at this very moment is still sent. Has no effect on a batch that is
   * paused, stopping or done.
   */
  void pause();

  /** Goes on after {@link #pause()}. Has no effect otherwise. */
  void resume();

  /**
   * Takes nothing more from the source, and gives up what the executor has not started: {@code
   * Rejected} with reason {@code CANCELLED}. What is being sent runs to its end, because a request
   * that left cannot be called back. Returns at once; {@link #completion()} follows when the last
   * send has ended and the source, if it was waiting for its next element, has returned.
   */
  void cancel();

  /**
   * Returns a future of the report. Each call gives a new one: completing or cancelling it changes
   * neither the batch nor another caller's future. It is completed in the thread that ended the
   * batch, usually one of the executor's, so dependent actions should be short.
   */
  CompletableFuture<BatchReport> completion();

  /**
   * Waits until the batch is done.
   *
   * @throws BatchInterruptedException if the thread is interrupted; its interrupt flag stays set,
   *     and the batch goes on
   * @throws IllegalStateException if called by the batch's own source, sink, stop condition or
   *     progress listener, which would wait for itself
   */
  BatchReport join();

  /**
   * Waits until the batch is done, at most as long as this.
   *
   * @param time zero or less looks without waiting
   * @return the report; empty if the batch is still under way, which it then stays
   * @throws InterruptedException if the thread is interrupted; the batch goes on
   * @throws IllegalStateException as for {@link #join()}
   */
  Optional<BatchReport> await(Duration time) throws InterruptedException;
}
