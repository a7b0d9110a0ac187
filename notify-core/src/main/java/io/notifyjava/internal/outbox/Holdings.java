package io.notifyjava.internal.outbox;

import io.notifyjava.outbox.OutboxId;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries that this node has in hand, until their verdicts are durable, and their leases, which
 * are renewed at a third of their time. Used under the dispatcher's lock.
 */
final class Holdings {

  private static final Logger log = LoggerFactory.getLogger(Holdings.class);

  private final OutboxStore store;
  private final String node;
  private final Duration lease;
  private final LongSupplier ticker;
  private final Places places;
  private final Map<OutboxId, Job> jobs = new LinkedHashMap<>();
  private volatile long renewedAt;
  private volatile int size;

  Holdings(OutboxStore store, String node, Duration lease, LongSupplier ticker, Places places) {
    this.store = store;
    this.node = node;
    this.lease = lease;
    this.ticker = ticker;
    this.places = places;
  }

  boolean isEmpty() {
    return jobs.isEmpty();
  }

  /** Returns how many there are; asked by any thread. */
  int size() {
    return size;
  }

  Collection<Job> all() {
    return List.copyOf(jobs.values());
  }

  /**
   * Takes leases in hand.
   *
   * @param since when they began at the earliest, by the ticker
   * @return the jobs that are to be started; an entry that is in hand already goes on under its new
   *     lease
   */
  List<Job> take(List<OutboxLease> leases, long since) {
    if (jobs.isEmpty()) {
      renewedAt = since;
    }
    List<Job> fresh = new ArrayList<>();
    for (OutboxLease one : leases) {
      Job known = known(one);
      if (known != null && !known.isLost()) {
        known.adopt(one, since + lease.toNanos());
      } else if (known == null) {
        Job job = new Job(one, since + lease.toNanos());
        jobs.put(one.id(), job);
        places.take(one.draft().lane());
        places.weigh(one.draft().payload().length);
        fresh.add(job);
      }
    }
    size = jobs.size();
    return fresh;
  }

  /**
   * Returns the job of an entry that is in hand already. If another node had it since, that is
   * lost; while it goes on, the new lease is left to run out.
   */
  private @Nullable Job known(OutboxLease one) {
    Job known = jobs.get(one.id());
    if (known != null && !known.isLost() && one.number() != known.lease().number() + 1) {
      lost(known);
    }
    return jobs.get(one.id());
  }

  /** Takes in hand what the node has in the store without having heard of it. */
  List<Job> recover() {
    long now = ticker.getAsLong();
    List<OutboxLease> unheard =
        store.held(node).stream().filter(held -> !jobs.containsKey(held.id())).toList();
    if (!unheard.isEmpty()) {
      log.info("Found {} entries that this node had claimed without hearing of it", unheard.size());
    }
    // How long their leases last is not known, so they are renewed before anything is begun.
    List<Job> fresh = take(unheard, now);
    renewedAt = now - lease.toNanos();
    return fresh;
  }

  void forget(Job job) {
    // Until here its payload is in memory, however long its end is known.
    if (jobs.remove(job.lease().id(), job)) {
      places.weigh(-job.lease().draft().payload().length);
    }
    size = jobs.size();
  }

  /** Tells whether leases should have been renewed by now; asked by any thread. */
  boolean isOverdue() {
    return size > 0 && renewAt() - ticker.getAsLong() <= 0;
  }

  /** Returns when leases are to be renewed next. */
  long renewAt() {
    return renewedAt + lease.toNanos() / 3;
  }

  /** Renews the leases, and forgets what is lost and was not begun. */
  void renew() {
    long now = ticker.getAsLong();
    List<OutboxStore.Hold> holds =
        jobs.values().stream()
            .filter(job -> !job.isLost())
            .map(job -> new OutboxStore.Hold(job.lease().id(), job.lease().number()))
            .toList();
    Set<OutboxId> gone = holds.isEmpty() ? Set.of() : store.renew(node, holds, lease);
    renewedAt = now;
    for (Job job : all()) {
      if (job.isLost()) {
        continue;
      }
      if (!gone.contains(job.lease().id())) {
        job.renew(now + lease.toNanos());
      } else if (!job.hasVerdict()) {
        lost(job);
      }
    }
  }

  private void lost(Job job) {
    job.lose();
    log.warn(
        "Entry {} is not this node's any more: its lease ran out and another took it; what comes of"
            + " it here is not recorded",
        job.lease().id());
    if (job.takeBack()) {
      places.free(job.lease().draft().lane());
      forget(job);
    }
  }
}
