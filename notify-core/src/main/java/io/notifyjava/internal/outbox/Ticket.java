package io.notifyjava.internal.outbox;

import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxStore.Placed;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What one caller brought to a {@link GroupCommit}, and where that caller waits. */
final class Ticket {

  private final List<OutboxDraft> drafts;
  private final long bytes;

  /** Released when there is an outcome, or when the caller is to lead. */
  private final Semaphore turn = new Semaphore(0);

  /** Whether the caller is to lead: set under the commits' lock, taken back by the caller. */
  private volatile boolean called;

  /** Written by the leader. */
  private volatile @Nullable Outcome outcome;

  Ticket(List<OutboxDraft> drafts) {
    this.drafts = drafts;
    this.bytes = drafts.stream().mapToLong(draft -> draft.payload().length).sum();
  }

  List<OutboxDraft> drafts() {
    return drafts;
  }

  long bytes() {
    return bytes;
  }

  /** Waits until it is woken or called; tells whether it was in time. */
  boolean await(long nanos) throws InterruptedException {
    return turn.tryAcquire(nanos, TimeUnit.NANOSECONDS);
  }

  /** Wakes the caller, for whom there is an outcome. */
  void wake() {
    turn.release();
  }

  /** Calls the caller to lead. */
  void call() {
    called = true;
    turn.release();
  }

  /** Tells it once. Never takes back a call that comes meanwhile. */
  boolean isCalled() {
    if (!called) {
      return false;
    }
    called = false;
    return true;
  }

  /** Returns what came of it; null as long as that is open. */
  @Nullable Outcome outcome() {
    return outcome;
  }

  void succeed(List<Placed> placed) {
    outcome = () -> placed;
  }

  void fail(OutboxException e) {
    outcome =
        () -> {
          // One of its own for each caller, so that the stack trace is the caller's.
          throw new OutboxException(
              e.kind(), e.mayHaveHappened(), String.valueOf(e.getMessage()), e);
        };
  }

  /** Returns what was placed, or throws why it was not. */
  @FunctionalInterface
  interface Outcome {

    List<Placed> get();
  }
}
