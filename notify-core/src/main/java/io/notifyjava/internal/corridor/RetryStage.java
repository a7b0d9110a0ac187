package io.notifyjava.internal.corridor;

import io.notifyjava.event.RetryEvent;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.internal.resilience.RetryBudget;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Failure;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.SendContext;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries again what may be tried again, on one leg.
 *
 * <pre>
 * outcome of the attempt          nothing unknown before        an attempt before was unknown
 * ------------------------------  ----------------------------  ------------------------------------
 * Accepted                        done                          done
 * Rejected, final                 done                          Unknown: the refusal of a repeated
 *                                                               request says nothing of the first
 * Rejected, may pass              again, while policy, budget   again, while it is safe, else Unknown
 *                                 and deadline allow
 * Unknown, provider recognises    again with the same key, within its window
 * Unknown, provider can look up   what the look-up says, else Unknown
 * Unknown, at least once          again, while policy, budget and deadline allow
 * Unknown otherwise               done
 * </pre>
 *
 * <p>Where the message may go to another account that is well, it is not kept waiting for one that
 * is sick.
 */
final class RetryStage implements Stage {

  /** Nobody waits so long here; in nanoseconds a longer one might not be a number any more. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(365);

  private final Stage next;
  private final LongSupplier ticker;
  private final Announcer announcer;

  RetryStage(LongSupplier ticker, Announcer announcer, Stage next) {
    this.ticker = ticker;
    this.announcer = announcer;
    this.next = next;
  }

  @Override
  public Step walk(Delivery delivery) {
    boolean begins = delivery.isLegFresh();
    delivery.beginLeg();
    Step step = next.walk(delivery);
    if (begins && !(step instanceof Step.Parked)) {
      // Those who share a call earn once for all of them, when it is made.
      delivery.leg().account().budget().earn();
    }
    if (!(step instanceof Step.Done done) || done.result() instanceof Accepted) {
      return step;
    }
    if (done.result() instanceof Unknown unknown) {
      delivery.remember(unknown);
      return afterUnknown(delivery, unknown);
    }
    return afterRejection(delivery, done);
  }

  private Step afterRejection(Delivery delivery, Step.Done done) {
    Failure cause = ((Rejected) done.result()).cause();
    boolean again = done.called() && cause.retryable() && maySendAgain(delivery);
    Duration wait = again ? waitBefore(delivery, done.result(), delivery.lentTime()) : null;
    if (wait != null) {
      return pause(delivery, cause, wait);
    }
    Unknown earlier = delivery.unknown();
    return earlier == null ? done : new Step.Done(earlier, done.called());
  }

  private Step afterUnknown(Delivery delivery, Unknown unknown) {
    Duration wait = maySendAgain(delivery) ? waitBefore(delivery, unknown, null) : null;
    if (wait != null) {
      return pause(delivery, unknown.cause(), wait);
    }
    return Step.of(lookUp(delivery, unknown));
  }

  /**
   * Before anything unknown, sending again is safe; after it, only if a repetition is recognised.
   */
  private boolean maySendAgain(Delivery delivery) {
    if (delivery.cancelled() != null) {
      return false;
    }
    return delivery.unknown() == null
        || delivery.mode == DeliveryMode.AT_LEAST_ONCE
        || windowLeft(delivery) > 0;
  }

  private long windowLeft(Delivery delivery) {
    Leg leg = delivery.leg();
    Capabilities.Support support = leg.account().support(leg.message());
    return leg.message().options().idempotencyKey().isEmpty()
        ? 0
        : support.idempotencyWindow().toNanos() - (ticker.getAsLong() - delivery.firstUnknownAt());
  }

  /**
   * Returns the wait before the next attempt; null if there must not be one.
   *
   * @param shared with the others of a call that was refused; null if the message was alone, or
   *     goes on alone
   */
  private @Nullable Duration waitBefore(
      Delivery delivery, SendResult outcome, @Nullable SharedWait shared) {
    Account account = delivery.leg().account();
    int attempts = delivery.attemptsOnLeg();
    if (attempts >= account.retry().maxAttempts()) {
      return null;
    }
    Supplier<Duration> backoff = () -> account.backoff().before(attempts, Duration.ZERO);
    Duration own = shared == null ? backoff.get() : shared.backoff(backoff);
    Duration asked = outcome.failure().flatMap(Failure::retryAfter).orElse(own);
    if (asked.compareTo(LONGEST_WAIT) > 0) {
      return null;
    }
    Duration wait = asked.compareTo(own) > 0 ? asked : own;
    // The next attempt must begin before the end and, if it repeats, while a repetition is
    // recognised.
    boolean inTime = delivery.endsAt() - ticker.getAsLong() - wait.toNanos() > 0;
    boolean recognised =
        delivery.unknown() == null
            || delivery.mode == DeliveryMode.AT_LEAST_ONCE
            || windowLeft(delivery) > wait.toNanos();
    if (!inTime || !recognised || givesWay(delivery, outcome, wait.compareTo(own) > 0)) {
      return null;
    }
    RetryBudget budget = account.budget();
    return (shared == null ? budget.take() : shared.isGranted(budget)) ? wait : null;
  }

  /**
   * Tells whether another account does better at once than this one later: it is sick, or asks for
   * more patience than we would have by ourselves.
   */
  private static boolean givesWay(Delivery delivery, SendResult outcome, boolean patience) {
    if (!delivery.hasBackup() || !(patience || delivery.leg().account().health().isSick())) {
      return false;
    }
    Unknown earlier = delivery.unknown();
    return delivery.legAfter(earlier == null ? outcome : earlier) != null
        && delivery.hasWellBackup();
  }

  private SendResult lookUp(Delivery delivery, Unknown unknown) {
    Leg leg = delivery.leg();
    long now = ticker.getAsLong();
    long left = delivery.endsAt() - now;
    if (!leg.account().support(leg.message()).canSettle() || left <= 0) {
      return unknown;
    }
    SendContext context =
        new SendContext(delivery.messageId, delivery.attemptsOnLeg(), Duration.ofNanos(left), true)
            .unknownFor(delivery.unknownFor(now));
    return leg.account().provider().settle(leg.message(), context).orElse(unknown);
  }

  private Step pause(Delivery delivery, Failure cause, Duration wait) {
    if (announcer.isHeard()) {
      announcer.retry(
          new RetryEvent(
              delivery.messageId,
              delivery.leg().message(),
              delivery.leg().account().name(),
              cause,
              wait));
    }
    return new Step.Pause(wait);
  }
}
