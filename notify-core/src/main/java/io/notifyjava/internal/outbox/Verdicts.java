package io.notifyjava.internal.outbox;

import io.notifyjava.event.OutboxEvent;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.outbox.OutboxClaim;
import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxEntry;
import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxStore;
import io.notifyjava.outbox.OutboxVerdict;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of the entries in hand, until the store has it. Used under the dispatcher's lock, but
 * for {@link #add}.
 *
 * <p>Every turn brings all of them, so an entry's place is free as soon as its verdict is here: the
 * transaction that leases another one in its stead ends its own lease too, or neither happens.
 */
final class Verdicts {

  private static final Logger log = LoggerFactory.getLogger(Verdicts.class);

  private final OutboxStore store;
  private final Holdings holdings;
  private final Places places;
  private final Announcer announcer;
  private final Clock clock;
  private final Consumer<Duration> dueIn;
  private final LinkedBlockingQueue<Job> ended = new LinkedBlockingQueue<>();
  private final Queue<Job> undelivered = new ArrayDeque<>();

  /**
   * Creates it.
   *
   * @param dueIn hears in which time an entry is tried again
   */
  Verdicts(
      OutboxStore store,
      Holdings holdings,
      Places places,
      Announcer announcer,
      Clock clock,
      Consumer<Duration> dueIn) {
    this.store = store;
    this.holdings = holdings;
    this.places = places;
    this.announcer = announcer;
    this.clock = clock;
    this.dueIn = dueIn;
  }

  /** Takes a job that has its verdict. Called by any thread. */
  void add(Job job) {
    ended.add(job);
  }

  /** Waits for a job to end; false if none did in this time. */
  boolean await(Duration limit) throws InterruptedException {
    Job job = ended.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (job != null) {
      gather(job);
    }
    return job != null;
  }

  /** Takes what has ended since; tells whether there is anything to bring. */
  boolean gather() {
    for (Job job = ended.poll(); job != null; job = ended.poll()) {
      gather(job);
    }
    return !undelivered.isEmpty();
  }

  private void gather(Job job) {
    places.free(job.lease().draft().lane());
    if (!job.isLost()) {
      undelivered.add(job);
      return;
    }
    log.warn(
        "The verdict {} on entry {} is not recorded: another node has the entry",
        job.verdict().state(),
        job.lease().id());
    holdings.forget(job);
  }

  /** Brings all, and gets what the claim asks for. */
  OutboxStore.Turn turn(@Nullable OutboxClaim claim) {
    try {
      OutboxStore.Turn turn = store.turn(undelivered.stream().map(Job::verdict).toList(), claim);
      while (!undelivered.isEmpty()) {
        delivered(undelivered.element(), turn.refused());
        undelivered.remove();
      }
      return turn;
    } finally {
      // Those who are left have to be brought again, and may have been taken.
      undelivered.forEach(Job::tried);
    }
  }

  private void delivered(Job job, Set<OutboxId> refused) {
    OutboxVerdict verdict = job.verdict();
    boolean taken = !refused.contains(verdict.id()) || isTakenAlready(job);
    holdings.forget(job);
    if (taken) {
      taken(job, verdict);
    } else {
      log.warn(
          "The verdict {} on entry {} was refused: its lease ran out and another node has it",
          verdict.state(),
          verdict.id());
    }
  }

  /** A turn that failed may have been committed all the same. */
  private boolean isTakenAlready(Job job) {
    OutboxState state = job.verdict().state();
    return job.wasTried()
        && store.find(job.verdict().id()).map(OutboxEntry::state).filter(state::equals).isPresent();
  }

  private void taken(Job job, OutboxVerdict verdict) {
    OutboxDraft draft = job.lease().draft();
    if (!verdict.state().isFinal()) {
      dueIn.accept(verdict.delay());
      return;
    }
    if (announcer.isHeard()) {
      announcer.outbox(event(job, draft, verdict));
    }
    if (draft.orderKey() != null) {
      // The next one of its order is due now.
      places.look();
    }
  }

  private OutboxEvent event(Job job, OutboxDraft draft, OutboxVerdict verdict) {
    Duration age = Duration.between(draft.createdAt(), clock.instant());
    return new OutboxEvent(
        draft.id(),
        draft.type(),
        verdict.state(),
        job.lease().attempts() + (verdict.counts() ? 1 : 0),
        age.isNegative() ? Duration.ZERO : age,
        verdict.code(),
        draft.correlationId());
  }
}
