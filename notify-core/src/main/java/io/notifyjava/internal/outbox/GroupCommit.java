package io.notifyjava.internal.outbox;

import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxStore.Placed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers that put entries at the same time share a commit, without a thread of its own.
 *
 * <p>The first caller leads: it puts its own entries and those of all who came meanwhile. While it
 * does, others gather; when it is done, one of them leads next. So a group is as large as the store
 * is slow. The lock is never held while the store works, and who is done returns without it: woken
 * one after the other by a lock that they all need, eight callers lost half of their time.
 *
 * <p>Callers that come again and again are released together by a commit, and the first to be back
 * would lead alone, in every second commit. So it is the host of those who shared the last one, and
 * waits for as many, at most a tenth of a millisecond, which is less than a commit takes. Who
 * completes the company leads it. Who is alone never waits.
 */
final class GroupCommit {

  /** Entries in a group, unless one caller brings more. */
  static final int MOST_ENTRIES = 256;

  /** Bytes in a group, unless one caller brings more. */
  static final long MOST_BYTES = 1 << 20;

  /** How long a host waits for those who shared the last commit. */
  private static final Duration COMPANY = Duration.ofNanos(100_000);

  private final Function<List<OutboxDraft>, List<Placed>> insert;
  private final Duration timeout;
  private final long companyNanos;
  private final LongSupplier ticker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Ticket> waiting = new ArrayDeque<>();

  /** Whether somebody commits, or is about to. */
  private boolean led;

  /** Who waits for company before it leads; null if nobody does. */
  private @Nullable Ticket host;

  private int lastGroup;

  /**
   * Creates it.
   *
   * @param timeout how long a caller waits for another one that leads
   * @param ticker nanoseconds of elapsed time
   */
  GroupCommit(
      Function<List<OutboxDraft>, List<Placed>> insert, Duration timeout, LongSupplier ticker) {
    this(insert, timeout, ticker, COMPANY);
  }

  /** For tests, which have a leader wait for as long as it takes. */
  GroupCommit(
      Function<List<OutboxDraft>, List<Placed>> insert,
      Duration timeout,
      LongSupplier ticker,
      Duration company) {
    this.insert = insert;
    this.timeout = timeout;
    this.ticker = ticker;
    this.companyNanos = company.toNanos();
  }

  /**
   * Puts entries, all in one transaction, and returns when they are durable.
   *
   * @throws OutboxException if they were not put, or that is not known
   */
  List<Placed> put(List<OutboxDraft> drafts) {
    Ticket ticket = new Ticket(drafts);
    long deadline = ticker.getAsLong() + timeout.toNanos();
    try {
      if (isToLead(ticket) || ticket.isCalled()) {
        lead();
      }
      Ticket.Outcome outcome = ticket.outcome();
      while (outcome == null) {
        boolean told = ticket.await(deadline - ticker.getAsLong());
        if (ticket.isCalled()) {
          lead();
        }
        outcome = ticket.outcome();
        if (!told && outcome == null) {
          throw leave(
              ticket,
              "The outbox did not answer within " + timeout + "; its database is slow or down");
        }
      }
      return outcome.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw leave(ticket, "The thread was interrupted while it waited for the outbox");
    }
  }

  /** Joins those who wait, as a host for as long as that takes. */
  private boolean isToLead(Ticket ticket) throws InterruptedException {
    return switch (join(ticket)) {
      case LEADER -> true;
      case GUEST -> false;
      case HOST -> !ticket.await(companyNanos) && isStillHost(ticket);
    };
  }

  /** What becomes of a caller that joins. */
  private enum Role {
    LEADER,
    HOST,
    GUEST
  }

  /** Takes a place among those who wait. */
  private Role join(Ticket ticket) {
    lock.lock();
    try {
      waiting.add(ticket);
      boolean complete = waiting.size() >= lastGroup;
      if (led && (host == null || !complete)) {
        return Role.GUEST;
      }
      led = true;
      // Who completes the company leads it: it is running, and the host need not be woken.
      host = complete ? null : ticket;
      return complete ? Role.LEADER : Role.HOST;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the wait of a host; tells whether nobody else leads by now. */
  private boolean isStillHost(Ticket ticket) {
    lock.lock();
    try {
      boolean still = host == ticket;
      if (still) {
        host = null;
      }
      return still;
    } finally {
      lock.unlock();
    }
  }

  /** Gives up the place; returns what to tell the caller. */
  private OutboxException leave(Ticket ticket, String why) {
    boolean untouched;
    boolean leads;
    lock.lock();
    try {
      untouched = waiting.remove(ticket);
      leads = ticket.isCalled() || isStillHost(ticket);
    } finally {
      lock.unlock();
    }
    if (leads) {
      passOn();
    }
    return new OutboxException(
        OutboxException.Kind.UNAVAILABLE,
        !untouched,
        why
            + (untouched
                ? "; nothing was enqueued"
                : "; it may be enqueued all the same: with an idempotency key, enqueue it again"),
        null);
  }

  /** Returns how many callers wait for a commit. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Tells whether somebody leads, or is called to. */
  boolean isLed() {
    lock.lock();
    try {
      return led;
    } finally {
      lock.unlock();
    }
  }

  /** Puts what has gathered. The lock is not held while the store works. */
  private void lead() {
    List<Ticket> group = List.of();
    try {
      group = gathered();
      commit(group);
    } finally {
      // The next one begins before those who are done are told, who can do without the lock.
      passOn();
      group.forEach(Ticket::wake);
    }
  }

  private List<Ticket> gathered() {
    lock.lock();
    try {
      List<Ticket> group = gather();
      lastGroup = group.size();
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** Calls the next one to lead, if there is one. */
  private void passOn() {
    lock.lock();
    try {
      Ticket next = waiting.peek();
      if (next == null) {
        led = false;
      } else {
        next.call();
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Ticket> gather() {
    List<Ticket> group = new ArrayList<>();
    int entries = 0;
    long bytes = 0;
    for (Ticket next = waiting.peek(); next != null; next = waiting.peek()) {
      entries += next.drafts().size();
      bytes += next.bytes();
      if (!group.isEmpty() && (entries > MOST_ENTRIES || bytes > MOST_BYTES)) {
        break;
      }
      group.add(waiting.remove());
    }
    return group;
  }

  private void commit(List<Ticket> group) {
    List<OutboxDraft> drafts = new ArrayList<>();
    group.forEach(ticket -> drafts.addAll(ticket.drafts()));
    try {
      List<Placed> placed = insert.apply(drafts);
      int from = 0;
      for (Ticket ticket : group) {
        int to = from + ticket.drafts().size();
        List<Placed> own = placed.subList(from, to);
        ticket.succeed(own);
        from = to;
      }
    } catch (OutboxException e) {
      if (group.size() > 1 && e.kind() != OutboxException.Kind.UNAVAILABLE) {
        // One of them is at fault; the others are not to suffer for it.
        group.forEach(ticket -> commit(List.of(ticket)));
      } else {
        group.forEach(ticket -> ticket.fail(e));
      }
    } catch (Throwable e) {
      group.forEach(ticket -> ticket.fail(unexpected(e)));
    }
  }

  private static OutboxException unexpected(Throwable e) {
    // Only its kind: the text is not ours and may hold anything.
    return new OutboxException(
        OutboxException.Kind.UNAVAILABLE,
        true,
        "The store of the outbox threw " + e.getClass().getName() + "; see its cause",
        e);
  }
}
