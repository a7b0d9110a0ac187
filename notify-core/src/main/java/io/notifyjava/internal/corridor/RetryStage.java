package io.notifyjava.internal.corridor;

import io.notifyjava.event.RetryEvent;
import io.notifyjava.internal.event.Announcer;
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
 */
final class RetryStage implements Stage {

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
    if (delivery.isLegFresh()) {
      delivery.beginLeg();
      delivery.leg().account().budget().earn();
    }
    Step step = next.walk(delivery);
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
    Duration wait = again ? waitBefore(delivery, cause) : null;
    if (wait != null) {
      return pause(delivery, cause, wait);
    }
    Unknown earlier = delivery.unknown();
    return earlier == null ? done : new Step.Done(earlier, done.called());
  }

  private Step afterUnknown(Delivery delivery, Unknown unknown) {
    Duration wait = maySendAgain(delivery) ? waitBefore(delivery, unknown.cause()) : null;
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

  /** Returns the wait before the next attempt; null if there must not be one. */
  private @Nullable Duration waitBefore(Delivery delivery, Failure cause) {
    Account account = delivery.leg().account();
    if (delivery.attemptsOnLeg() >= account.retry().maxAttempts()) {
      return null;
    }
    Duration wait =
        account
            .backoff()
            .before(delivery.attemptsOnLeg(), cause.retryAfter().orElse(Duration.ZERO));
    // The next attempt must begin before the end and, if it repeats, while a repetition is
    // recognised.
    boolean inTime = delivery.endsAt() - ticker.getAsLong() - wait.toNanos() > 0;
    boolean recognised =
        delivery.unknown() == null
            || delivery.mode == DeliveryMode.AT_LEAST_ONCE
            || windowLeft(delivery) > wait.toNanos();
    return inTime && recognised && account.budget().take() ? wait : null;
  }

  private SendResult lookUp(Delivery delivery, Unknown unknown) {
    Leg leg = delivery.leg();
    long left = delivery.endsAt() - ticker.getAsLong();
    if (!leg.account().support(leg.message()).canSettle() || left <= 0) {
      return unknown;
    }
    SendContext context =
        new SendContext(delivery.messageId, delivery.attemptsOnLeg(), Duration.ofNanos(left), true);
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
