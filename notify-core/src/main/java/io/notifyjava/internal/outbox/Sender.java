package io.notifyjava.internal.outbox;

import io.notifyjava.internal.batch.Ear;
import io.notifyjava.internal.corridor.Depot;
import io.notifyjava.internal.corridor.Parcel;
import io.notifyjava.message.Lane;
import io.notifyjava.message.Message;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxVerdict;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends entries on the notifier's executor, each with its own task, and says what becomes of each.
 *
 * <p>Entries of the bulk lane may share a call with others that were claimed with them: when the
 * last of those has joined or gone its own way, nobody else comes, and the call is made.
 */
final class Sender {

  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final Failure STOPPED =
      Failure.permanent(
          FailureReason.CANCELLED, "stopped", "The node stopped before the message was begun");
  private static final Failure STUCK =
      Failure.permanent(
          FailureReason.TIMEOUT,
          "stuck",
          "Nothing came of it long after its time limit; its provider hangs, or the executor does");

  /** An executor with much to do lets a message wait in the middle of its way. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Executor executor;
  private final Depot depot;
  private final Unpacking unpacking;
  private final Judge judge;
  private final LongSupplier ticker;
  private final Consumer<Job> done;
  private final Runnable lend;
  private final AtomicInteger gathering = new AtomicInteger();
  private volatile boolean stopping;

  /**
   * Creates a sender.
   *
   * @param done hears of every job that has its verdict, in any thread
   * @param lend is run by each thread that is about to begin a job
   */
  Sender(
      Executor executor,
      Depot depot,
      Unpacking unpacking,
      Judge judge,
      LongSupplier ticker,
      Consumer<Job> done,
      Runnable lend) {
    this.executor = executor;
    this.depot = depot;
    this.unpacking = unpacking;
    this.judge = judge;
    this.ticker = ticker;
    this.done = done;
    this.lend = lend;
  }

  /**
   * Has all begun, each in a thread of the executor.
   *
   * @return how many of them the executor refused
   */
  int start(List<Job> jobs) {
    gathering.addAndGet(jobs.size());
    int refused = 0;
    for (Job job : jobs) {
      refused += start(job) ? 0 : 1;
    }
    return refused;
  }

  private boolean start(Job job) {
    try {
      executor.execute(() -> work(job));
      return true;
    } catch (Throwable e) {
      // Also an error: whatever the executor throws, it has not taken the job.
      log.debug("The executor refused entry {} with {}", job.lease().id(), e.getClass().getName());
      if (job.takeBack()) {
        String why = "The executor refused the message; it has no thread or no room";
        end(job, judge.handBack(job.lease(), "executor-rejected", why, SOON));
      }
      return false;
    }
  }

  private void work(Job job) {
    lend.run();
    if (!job.begin(ticker.getAsLong())) {
      // It was lost meanwhile; nobody need wait for it.
      gathered(job);
      return;
    }
    OutboxLease lease = job.lease();
    if (stopping) {
      end(job, judge.handBack(lease, STOPPED.code(), STOPPED.text(), Duration.ZERO));
    } else if (!job.isOurs(ticker.getAsLong())) {
      String why = "The node was late: its lease ran out before the message was begun";
      end(job, judge.handBack(lease, "late", why, Duration.ZERO));
    } else if (judge.isTooLate(lease) && !lease.lost()) {
      end(job, judge.expired(lease));
    } else {
      Message message = unpacked(job);
      if (message != null) {
        send(job, message);
      }
    }
  }

  private @Nullable Message unpacked(Job job) {
    try {
      return unpacking.message(job.lease().draft());
    } catch (RuntimeException e) {
      end(job, judge.unreadable(job.lease(), e));
    } catch (Throwable e) {
      // A payload can be made to overflow a stack; it is its own fault, not that of the others.
      end(job, judge.unreadable(job.lease(), new IllegalStateException(e)));
    }
    return null;
  }

  private void send(Job job, Message message) {
    OutboxLease lease = job.lease();
    try {
      depot.send(message, parcel(lease), lease.draft().lane() == Lane.URGENT, new JobEar(job));
    } catch (Throwable e) {
      failed(job, e);
    }
  }

  private void failed(Job job, Throwable e) {
    OutboxLease lease = job.lease();
    log.error("Entry {} failed; this is a bug of the library or of an extension", lease.id(), e);
    Failure bug =
        Failure.permanent(
            FailureReason.INTERNAL, "internal", "Failed with " + e.getClass().getName());
    end(job, judge.verdict(lease, SendResult.unknown(bug)));
  }

  private static Parcel parcel(OutboxLease lease) {
    Duration since = lease.sinceFirst();
    if (!lease.lost() || since == null) {
      return new Parcel(lease.id().value(), null, Duration.ZERO);
    }
    Failure cause =
        Failure.permanent(
            FailureReason.TIMEOUT,
            "lease-lost",
            "Node %s may have sent it: it had it %s ago and did not say what came of it"
                .formatted(lease.lostBy(), since));
    return new Parcel(lease.id().value(), SendResult.unknown(cause), since);
  }

  private void heard(Job job, SendResult result) {
    OutboxLease lease = job.lease();
    boolean untouched =
        stopping && lease.lost() && result instanceof Unknown && result.attempts().isEmpty();
    end(
        job,
        untouched
            ? judge.handBack(lease, STOPPED.code(), STOPPED.text(), Duration.ZERO)
            : judge.verdict(lease, result));
  }

  private void end(Job job, OutboxVerdict verdict) {
    if (job.end(verdict)) {
      gathered(job);
      done.accept(job);
    }
  }

  private void gathered(Job job) {
    if (job.gather() && gathering.decrementAndGet() == 0) {
      depot.depart(Integer.MAX_VALUE);
    }
  }

  /** Ends entries of which nothing can come any more, such as those whose provider hangs. */
  void giveUp(Iterable<Job> jobs) {
    long since = ticker.getAsLong() - depot.longestWay().toNanos() - PATIENCE.toNanos();
    for (Job job : jobs) {
      if (job.isUnderWaySince(since)) {
        OutboxLease lease = job.lease();
        log.error("Nothing came of entry {}; does its provider keep its time limit?", lease.id());
        end(job, judge.verdict(lease, SendResult.unknown(STUCK)));
      }
    }
  }

  /** Begins no other entry, and ends those that wait for company. */
  void stop() {
    stopping = true;
    depot.cancel(STOPPED);
  }

  /** Hands back an entry that was not begun; false if it was. */
  boolean takeBack(Job job) {
    boolean back = job.takeBack();
    if (back) {
      end(job, judge.handBack(job.lease(), STOPPED.code(), STOPPED.text(), Duration.ZERO));
    }
    return back;
  }

  /** Hears how an entry fares. */
  private final class JobEar implements Ear {

    private final Job job;

    JobEar(Job job) {
      this.job = job;
    }

    @Override
    public void accept(SendResult result) {
      try {
        heard(job, result);
      } catch (Throwable e) {
        failed(job, e);
      }
    }

    @Override
    public void isParked() {
      gathered(job);
    }

    @Override
    public void goesOn() {
      gathered(job);
    }
  }
}
