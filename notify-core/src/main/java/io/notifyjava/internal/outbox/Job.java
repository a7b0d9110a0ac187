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

  private volatile long begunAt;
  private volatile boolean lost;
  private final AtomicReference<@Nullable OutboxVerdict> verdict = new AtomicReference<>();

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

  /**
   * Takes the entry up; false if it was taken back.
   *
   * @param now by the ticker
   */
  boolean begin(long now) {
    begunAt = now;
    return stage.compareAndSet(Stage.NEW, Stage.BEGUN);
  }

  /** Tells whether it was begun before this time and has not ended. */
  boolean isUnderWaySince(long time) {
    return stage.get() == Stage.BEGUN && begunAt - time < 0;
  }

  /** Ends it before it was begun; false if it was begun. */
  boolean takeBack() {
    return stage.compareAndSet(Stage.NEW, Stage.ENDED);
  }

  boolean isEnded() {
    return stage.get() == Stage.ENDED;
  }

  /** Ends it with what came of it; false if it has ended already. */
  boolean end(OutboxVerdict verdict) {
    boolean ends = this.verdict.compareAndSet(null, verdict);
    if (ends) {
      stage.set(Stage.ENDED);
    }
    return ends;
  }

  boolean hasVerdict() {
    return verdict.get() != null;
  }

  /** Returns what came of it, under the lease that the node has now. */
  OutboxVerdict verdict() {
    OutboxVerdict of = Objects.requireNonNull(verdict.get(), "verdict");
    int number = lease.number();
    return of.lease() == number
        ? of
        : new OutboxVerdict(
            of.id(),
            number,
            of.state(),
            of.delay(),
            of.counts(),
            of.doubt(),
            of.code(),
            of.text(),
            of.providerId());
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
