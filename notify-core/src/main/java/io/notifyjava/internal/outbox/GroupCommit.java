package io.notifyjava.internal.outbox;

import io.notifyjava.outbox.OutboxDraft;
import io.notifyjava.outbox.OutboxException;
import io.notifyjava.outbox.OutboxStore.Placed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers that put entries at the same time share a commit, without a thread of its own.
 *
 * <p>The first caller leads: it puts its own entries and those of all who came meanwhile. While it
 * does, others gather; when it is done, one of them leads next. So a group is as large as the store
 * is slow. The lock is never held while the store works.
 *
 * <p>Callers that come again and again are released together by a commit, and the first to be back
 * would lead alone, in every second commit. So it waits for as many as shared the last one, at most
 * a tenth of a millisecond, which is less than a commit takes. Who is alone never waits.
 */
final class GroupCommit {

  /** Entries in a group, unless one caller brings more. */
  static final int MOST_ENTRIES = 256;

  /** Bytes in a group, unless one caller brings more. */
  static final long MOST_BYTES = 1 << 20;

  /** How long a leader waits for those who shared the last commit. */
  private static final Duration COMPANY = Duration.ofNanos(100_000);

  private final Function<List<OutboxDraft>, List<Placed>> insert;
  private final Duration timeout;
  private final long companyNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Ticket> waiting = new ArrayDeque<>();
  private final Condition company = lock.newCondition();
  private boolean led;
  private int lastGroup;

  /**
   * Creates it.
   *
   * @param timeout how long a caller waits for another one that leads
   */
  GroupCommit(Function<List<OutboxDraft>, List<Placed>> insert, Duration timeout) {
    this(insert, timeout, COMPANY);
  }

  /** For tests, which have a leader wait for as long as it takes. */
  GroupCommit(
      Function<List<OutboxDraft>, List<Placed>> insert, Duration timeout, Duration company) {
    this.insert = insert;
    this.timeout = timeout;
    this.companyNanos = company.toNanos();
  }

  /**
   * Puts entries, all in one transaction, and returns when they are durable.
   *
   * @throws OutboxException if they were not put, or that is not known
   */
  List<Placed> put(List<OutboxDraft> drafts) {
    Ticket ticket = new Ticket(drafts, lock.newCondition());
    lock.lock();
    try {
      waiting.add(ticket);
      if (waiting.size() >= lastGroup) {
        company.signal();
      }
      long left = timeout.toNanos();
      while (ticket.outcome == null) {
        if (!led) {
          lead();
        } else if (left > 0) {
          left = ticket.turn.awaitNanos(left);
        } else {
          throw ticket.leave(
              waiting.remove(ticket),
              "The outbox did not answer within " + timeout + "; its database is slow or down");
        }
      }
      return ticket.outcome.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      boolean untouched = waiting.remove(ticket);
      // It may have been the one to lead next, or have been leading.
      wakeNext();
      throw ticket.leave(untouched, "The thread was interrupted while it waited for the outbox");
    } finally {
      lock.unlock();
    }
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

  /** Puts what has gathered. Gives the lock back while the store works. */
  private void lead() throws InterruptedException {
    led = true;
    List<Ticket> group;
    try {
      awaitCompany();
      group = gather();
    } catch (InterruptedException e) {
      led = false;
      throw e;
    }
    lastGroup = group.size();
    lock.unlock();
    try {
      commit(group);
    } finally {
      lock.lock();
      led = false;
      group.forEach(ticket -> ticket.turn.signal());
      wakeNext();
    }
  }

  private void awaitCompany() throws InterruptedException {
    long left = companyNanos;
    while (waiting.size() < lastGroup && left > 0) {
      left = company.awaitNanos(left);
    }
  }

  private void wakeNext() {
    Ticket next = waiting.peek();
    if (next != null) {
      next.turn.signal();
    }
  }

  private List<Ticket> gather() {
    List<Ticket> group = new ArrayList<>();
    int entries = 0;
    long bytes = 0;
    for (Ticket next = waiting.peek(); next != null; next = waiting.peek()) {
      entries += next.drafts.size();
      bytes += next.bytes;
      if (!group.isEmpty() && (entries > MOST_ENTRIES || bytes > MOST_BYTES)) {
        break;
      }
      group.add(waiting.remove());
    }
    return group;
  }

  private void commit(List<Ticket> group) {
    List<OutboxDraft> drafts = new ArrayList<>();
    group.forEach(ticket -> drafts.addAll(ticket.drafts));
    try {
      List<Placed> placed = insert.apply(drafts);
      int from = 0;
      for (Ticket ticket : group) {
        int to = from + ticket.drafts.size();
        List<Placed> own = placed.subList(from, to);
        ticket.outcome = () -> own;
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

  /** What one caller brought. Guarded by the lock, but for the outcome while it is led. */
  private static final class Ticket {

    private final List<OutboxDraft> drafts;
    private final long bytes;
    private final Condition turn;

    /** Written by the leader without the lock, read by the owner after the leader had the lock. */
    private @Nullable Outcome outcome;

    Ticket(List<OutboxDraft> drafts, Condition turn) {
      this.drafts = drafts;
      this.bytes = drafts.stream().mapToLong(draft -> draft.payload().length).sum();
      this.turn = turn;
    }

    void fail(OutboxException e) {
      outcome =
          () -> {
            // One of its own for each caller, so that the stack trace is the caller's.
            throw new OutboxException(
                e.kind(), e.mayHaveHappened(), String.valueOf(e.getMessage()), e);
          };
    }

    OutboxException leave(boolean untouched, String why) {
      return new OutboxException(
          OutboxException.Kind.UNAVAILABLE,
          !untouched,
          why
              + (untouched
                  ? "; nothing was enqueued"
                  : "; it may be enqueued all the same: with an idempotency key, enqueue it again"),
          null);
    }
  }

  /** What came of a ticket. */
  @FunctionalInterface
  private interface Outcome {

    List<Placed> get();
  }
}
