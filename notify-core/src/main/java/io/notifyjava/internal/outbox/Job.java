package io.notifyjava.internal.outbox;

import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxVerdict;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An entry that this node has in hand.
 *
 * <pre>
 * NEW --a thread begins--&gt; BEGUN --result--&gt; ENDED --verdict is durable--&gt; forgotten
 *   '---the node stops or has lost the lease----------^
 * </pre>
 */
final class Job {

  private enum Stage {
    NEW,
    BEGUN,
    ENDED
  }

  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.NEW);

  /** Whether it is not counted any more among those that may join a shared call soon. */
  private boolean gathered;

  private volatile OutboxLease lease;

  /** Until when the lease certainly is ours, by the ticker. */
  private volatile long ours;

  private volatile boolean lost;
  private @Nullable OutboxVerdict verdict;

  /** Whether a turn with its verdict failed, so that it may have been taken all the same. */
  private boolean tried;

  Job(OutboxLease lease, long ours) {
    this.lease = lease;
    this.ours = ours;
  }

  OutboxLease lease() {
    return lease;
  }

  /**
   * Takes over a new lease of the entry, which this node got before it was done with an old one.
   */
  void adopt(OutboxLease lease, long ours) {
    this.lease = lease;
    this.ours = ours;
    lost = false;
  }

  void renew(long ours) {
    this.ours = ours;
  }

  boolean isOurs(long now) {
    return !lost && ours - now > 0;
  }

  /** Another node may have the entry by now. */
  void lose() {
    lost = true;
  }

  boolean isLost() {
    return lost;
  }

  /** Takes the entry up; false if it was taken back. */
  boolean begin() {
    return stage.compareAndSet(Stage.NEW, Stage.BEGUN);
  }

  /** Ends it before it was begun; false if it was begun. */
  boolean takeBack() {
    return stage.compareAndSet(Stage.NEW, Stage.ENDED);
  }

  boolean isEnded() {
    return stage.get() == Stage.ENDED;
  }

  /** Ends it with what came of it; the queue through which it goes orders memory. */
  void end(OutboxVerdict verdict) {
    this.verdict = verdict;
    stage.set(Stage.ENDED);
  }

  boolean hasVerdict() {
    return verdict != null;
  }

  OutboxVerdict verdict() {
    return Objects.requireNonNull(verdict, "verdict");
  }

  boolean wasTried() {
    return tried;
  }

  void tried() {
    tried = true;
  }

  /** Tells, once, that it need not be waited for any more by those who share calls. */
  synchronized boolean gather() {
    boolean first = !gathered;
    gathered = true;
    return first;
  }
}
