package io.notifyjava.mail;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes parcels to the server: gets connections, replaces those that the server left while they
 * were idle, and ends in time. Thread-safe.
 */
final class Deliveries {

  private final Pool pool;
  private final CallWatch watch;
  private final Diagnosis diagnosis;
  private final Clock clock;
  private final LongSupplier ticker;
  private final Pace pace;

  Deliveries(
      Pool pool,
      CallWatch watch,
      Diagnosis diagnosis,
      Clock clock,
      LongSupplier ticker,
      Pace pace) {
    this.pool = pool;
    this.watch = watch;
    this.diagnosis = diagnosis;
    this.clock = clock;
    this.ticker = ticker;
    this.pace = pace;
  }

  /** Tells whether the server is fast enough for rows. */
  boolean allowsRows() {
    return pace.allowsRows();
  }

  /** Gives each parcel its result, within the time limit. */
  void deliver(List<Parcel> parcels, Duration timeLimit) {
    CallTrace trace = watch.begin(nanos(timeLimit));
    if (trace == null) {
      answer(
          parcels,
          diagnosis.passing(
              FailureReason.OVERLOADED, "no-thread", "there is no thread to watch the call"));
      return;
    }
    try {
      pool.enter(trace);
      try {
        deliver(parcels, trace);
      } finally {
        pool.leave();
      }
    } catch (NotSentException e) {
      answer(parcels, e.failure());
    } finally {
      watch.end(trace);
    }
  }

  private static long nanos(Duration limit) {
    return limit.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1).toNanos() : limit.toNanos();
  }

  private void deliver(List<Parcel> parcels, CallTrace trace) throws NotSentException {
    List<Parcel> open = parcels;
    while (!open.isEmpty()) {
      if (Thread.currentThread().isInterrupted() || trace.cut() != null) {
        answer(open, diagnosis.notSent(new IOException(), trace));
        return;
      }
      SmtpLink link = link(open, trace);
      if (link == null) {
        return;
      }
      Postman postman = new Postman(link, trace, diagnosis, clock, ticker, pace);
      boolean well = false;
      try {
        well = postman.deliver(open);
      } finally {
        if (well) {
          pool.giveBack(link);
        } else {
          link.close();
        }
      }
      // Each round gives one parcel its result, or does away with a connection that was idle.
      open = open.stream().filter(Parcel::isOpen).toList();
      if (postman.isOutOfTime()) {
        answer(
            open,
            diagnosis.passing(
                FailureReason.TIMEOUT,
                "row-too-slow",
                "it takes so long for a mail that the others of the row were not begun"));
        return;
      }
    }
  }

  private @Nullable SmtpLink link(List<Parcel> open, CallTrace trace) throws NotSentException {
    try {
      return pool.take(trace);
    } catch (IOException e) {
      answer(open, diagnosis.notSent(e, trace));
      return null;
    } catch (NotSentException e) {
      answer(open, e.failure());
      return null;
    }
  }

  private static void answer(List<Parcel> parcels, Failure failure) {
    for (Parcel parcel : parcels) {
      if (parcel.isOpen()) {
        parcel.result = SendResult.rejected(failure);
      }
    }
  }

  Pool pool() {
    return pool;
  }

  void close() {
    pool.close();
    watch.close();
  }
}
