package io.notifyjava.mail;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one account: so many at most, kept for a while between calls, each with one
 * call at a time. Thread-safe; the lock is held for looking at the list alone.
 */
final class Pool {

  private static final long QUIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final SmtpConfig config;
  private final Opener opener;
  private final CallWatch watch;
  private final Diagnosis diagnosis;
  private final LongSupplier ticker;
  private final Semaphore places;
  private final ReentrantLock lock = new ReentrantLock();

  /** The one that was used last is used first, so that those that are too many grow old. */
  private final Deque<SmtpLink> idle = new ArrayDeque<>();

  private volatile boolean closed;

  Pool(
      SmtpConfig config, Opener opener, CallWatch watch, Diagnosis diagnosis, LongSupplier ticker) {
    this.config = config;
    this.opener = opener;
    this.watch = watch;
    this.diagnosis = diagnosis;
    this.ticker = ticker;
    this.places = new Semaphore(config.maxConnections, true);
    watch.keeper(this::sweep);
  }

  /**
   * Waits for a place, as long as the call may last; {@link #leave} gives it back.
   *
   * @throws NotSentException if none came free
   */
  void enter(CallTrace trace) throws NotSentException {
    boolean entered;
    try {
      entered = places.tryAcquire(trace.endsAt - ticker.getAsLong(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotSentException(diagnosis.notSent(new IOException(), null));
    }
    if (!entered) {
      throw new NotSentException(
          diagnosis.passing(
              FailureReason.OVERLOADED,
              "no-connection",
              "all "
                  + config.maxConnections
                  + " connections were busy until the time limit; raise max-connections, or send"
                  + " from fewer threads"));
    }
  }

  void leave() {
    places.release();
  }

  /**
   * Returns a connection for this thread, which has a place.
   *
   * @throws NotSentException if the server refuses
   * @throws IOException if there is no connection
   */
  SmtpLink take(CallTrace trace) throws IOException, NotSentException {
    for (SmtpLink link = poll(); link != null; link = poll()) {
      if (isWell(link, trace)) {
        link.reused = true;
        return link;
      }
    }
    if (closed) {
      throw new NotSentException(closedFailure());
    }
    return opener.open(trace);
  }

  Failure closedFailure() {
    return diagnosis.forGood(FailureReason.CANCELLED, "closed", "the account is closed");
  }

  /** Keeps a connection for the next call, or closes it. */
  void giveBack(SmtpLink link) {
    link.idleSince = ticker.getAsLong();
    if (closed || isOld(link, link.idleSince) || link.isUsedUp()) {
      // In this thread, which has a place: a connection counts until it is closed.
      quit(link);
      return;
    }
    if (!link.wire.isLeftOpen()) {
      link.close();
      return;
    }
    lock.lock();
    try {
      idle.addFirst(link);
    } finally {
      lock.unlock();
    }
    if (closed) {
      close();
    }
  }

  private @Nullable SmtpLink poll() {
    lock.lock();
    try {
      return idle.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  private boolean isOld(SmtpLink link, long now) {
    return now - link.openedAt > config.maxAge.toNanos();
  }

  /** A short silence proves little; a longer one makes a round trip worth while. */
  private boolean isWell(SmtpLink link, CallTrace trace) {
    boolean well = false;
    try {
      link.wire.belongsTo(trace);
      long now = ticker.getAsLong();
      long silent = now - link.idleSince;
      boolean fit =
          !isOld(link, now) && silent <= config.idleTimeout.toNanos() && !link.wire.hasUnasked();
      well =
          fit
              && (silent <= config.checkAfter.toNanos()
                  || link.wire.command("NOOP").ask().isPositive());
    } catch (IOException e) {
      // The server left meanwhile, which is what was to be found out.
    } finally {
      if (!well) {
        link.close();
      }
    }
    return well;
  }

  /**
   * Closes what was idle for too long; called by the watch. What is closed keeps a place until it
   * is, so that there are never more connections than allowed; if there is no place, all are in use
   * and this one is wanted.
   */
  private boolean sweep(long now) {
    List<SmtpLink> over = new ArrayList<>(0);
    boolean left;
    lock.lock();
    try {
      idle.removeIf(
          link -> {
            boolean goes = now - link.idleSince > config.idleTimeout.toNanos() || isOld(link, now);
            return goes && places.tryAcquire() && over.add(link);
          });
      left = !idle.isEmpty();
    } finally {
      lock.unlock();
    }
    if (!over.isEmpty()) {
      quitApart(over);
    }
    return left;
  }

  /**
   * Neither the watch, which others count on, nor a stranger's executor, which may be busy, closed
   * or the watch itself, waits for a server's goodbye.
   */
  private void quitApart(List<SmtpLink> over) {
    Thread thread = new Thread(() -> quitAll(over), "notify-mail-quit");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError noThread) {
      over.forEach(SmtpLink::close);
      places.release(over.size());
    }
  }

  private void quitAll(List<SmtpLink> over) {
    long begunAt = ticker.getAsLong();
    for (SmtpLink link : over) {
      try {
        quitUntil(link, begunAt);
      } finally {
        places.release();
      }
    }
  }

  private void quitUntil(SmtpLink link, long begunAt) {
    if (ticker.getAsLong() - begunAt < QUIT_NANOS) {
      quit(link);
    } else {
      link.close();
    }
  }

  /** Says goodbye, as servers like it; whatever comes of that, nothing depends on it. */
  private void quit(SmtpLink link) {
    CallTrace trace = watch.begin(QUIT_NANOS);
    try {
      if (trace != null) {
        link.wire.belongsTo(trace);
        Reply unused = link.wire.command("QUIT").ask();
      }
    } catch (IOException e) {
      // It is closed below.
    } finally {
      link.close();
      if (trace != null) {
        watch.end(trace);
      }
    }
  }

  /**
   * Closes what is idle, with a goodbye as long as that takes no time; what is in use is closed
   * when it is given back.
   */
  void close() {
    closed = true;
    long begunAt = ticker.getAsLong();
    for (SmtpLink link = poll(); link != null; link = poll()) {
      quitUntil(link, begunAt);
    }
  }

  /** Returns how many connections wait for a call. */
  int idle() {
    lock.lock();
    try {
      return idle.size();
    } finally {
      lock.unlock();
    }
  }
}
