package io.notifyjava.internal.corridor;

import io.notifyjava.event.ResultEvent;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.result.Failure;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log and the listeners. Failures of one kind are logged at WARN once a minute at most,
 * with the number of those in between; each of them stands at DEBUG.
 */
final class AnnounceStage {

  private static final Logger log = LoggerFactory.getLogger(AnnounceStage.class);
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final LongSupplier ticker;
  private final Announcer announcer;
  private final Map<String, Noise> noise = new ConcurrentHashMap<>();

  AnnounceStage(LongSupplier ticker, Announcer announcer) {
    this.ticker = ticker;
    this.announcer = announcer;
  }

  void announce(Delivery delivery, SendResult result) {
    // Asked first: the arguments of a line that nobody reads cost more than the question.
    if (log.isDebugEnabled()) {
      log.debug(
          "Message {} ({}) ended {} after {} attempts",
          delivery.messageId,
          delivery.message.typeName(),
          result.outcome(),
          result.attempts().size());
    }
    result.failure().ifPresent(failure -> complain(delivery, result, failure));
    if (announcer.isHeard()) {
      announcer.result(
          new ResultEvent(
              delivery.message, result, Duration.ofNanos(ticker.getAsLong() - delivery.startedAt)));
    }
  }

  private void complain(Delivery delivery, SendResult result, Failure failure) {
    String account =
        result.attempts().isEmpty()
            ? "-"
            : result.attempts().get(result.attempts().size() - 1).account();
    Noise kind =
        noise.computeIfAbsent(
            account + ' ' + result.outcome() + ' ' + failure.reason(), key -> new Noise());
    long quiet = kind.next(ticker.getAsLong());
    if (quiet >= 0) {
      log.warn(
          "Message {} via {} ended {}: {} ({} more of this kind since the last such line)",
          delivery.messageId,
          account,
          result.outcome(),
          failure,
          quiet);
    }
  }

  /**
   * How often one kind of failure was seen since it was last logged. Kinds are few: accounts x
   * reasons.
   */
  private static final class Noise {

    private final AtomicLong loggedAt = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong unlogged = new AtomicLong();

    /** Returns the number of unlogged ones if this one is to be logged, else -1. */
    long next(long now) {
      long last = loggedAt.get();
      boolean due = last == Long.MIN_VALUE || now - last >= QUIET_NANOS;
      if (due && loggedAt.compareAndSet(last, now)) {
        return unlogged.getAndSet(0);
      }
      unlogged.incrementAndGet();
      return -1;
    }
  }
}
