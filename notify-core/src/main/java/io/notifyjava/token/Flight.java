package io.notifyjava.token;

import io.notifyjava.result.Failure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One renewal that any number of callers wait for and exactly one thread runs: whoever claims it.
 *
 * <p>It is not tied to the caller that started it. A flight may wait in an executor's queue while
 * callers with time enough claim it, so neither a full pool nor a caller out of time holds it up.
 */
final class Flight {

  private static final long UNCLAIMED = 0;

  private final int number;
  private final boolean early;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final AtomicBoolean offered = new AtomicBoolean();
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private volatile long claimedAt = UNCLAIMED;

  /**
   * Creates a flight.
   *
   * @param number unique in its cache
   * @param early true if the old token still serves, so that nobody waits
   */
  Flight(int number, boolean early) {
    this.number = number;
    this.early = early;
  }

  int number() {
    return number;
  }

  boolean early() {
    return early;
  }

  /** Makes the calling thread the one that runs this flight, unless there is one already. */
  boolean claim(long now) {
    if (!claimed.compareAndSet(false, true)) {
      return false;
    }
    claimedAt = now == UNCLAIMED ? now - 1 : now;
    return true;
  }

  boolean isClaimed() {
    return claimed.get();
  }

  /** Returns true once: to the caller that is to hand this flight to the executor. */
  boolean offer() {
    return offered.compareAndSet(false, true);
  }

  /** Tells whether its thread has had it longer than any well-behaved source may take. */
  boolean isOverdueAt(long now, Duration limit) {
    long since = claimedAt;
    return since != UNCLAIMED && now - since > limit.toNanos();
  }

  void complete(Outcome result) {
    outcome.complete(result);
  }

  /** Waits for the outcome; null if there is none in time. */
  @Nullable Outcome await(long nanos) throws InterruptedException {
    try {
      return outcome.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("A flight completes with an outcome only", e);
    }
  }

  /** What came of a flight. */
  sealed interface Outcome {

    /** A token. */
    record Got(Held held) implements Outcome {}

    /** No token, for this reason. */
    record Failed(Failure failure) implements Outcome {}

    /** Nothing either way, for reasons of the thread that ran it: look again, and take over. */
    record Again() implements Outcome {}
  }
}
