package io.notifyjava.internal.corridor;

import io.notifyjava.event.AttemptEvent;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.result.Attempt;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.SendContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the call. */
final class ProviderStage {

  private static final Logger log = LoggerFactory.getLogger(ProviderStage.class);

  private final Clock clock;
  private final LongSupplier ticker;
  private final Announcer announcer;

  ProviderStage(Clock clock, LongSupplier ticker, Announcer announcer) {
    this.clock = clock;
    this.ticker = ticker;
    this.announcer = announcer;
  }

  Step walk(Delivery delivery, Duration timeLimit) {
    Leg leg = delivery.leg();
    SendContext context =
        new SendContext(
            delivery.messageId, delivery.beginAttempt(), timeLimit, delivery.unknown() != null);
    Instant startedAt = clock.instant();
    long begunAt = ticker.getAsLong();
    SendResult result = call(leg, context);
    Attempt attempt =
        new Attempt(
            delivery.attempts().size() + 1,
            leg.alternative(),
            leg.account().name(),
            leg.message().typeName(),
            startedAt,
            Duration.ofNanos(ticker.getAsLong() - begunAt),
            result.outcome(),
            result.failure().orElse(null));
    delivery.add(attempt);
    if (log.isDebugEnabled()) {
      log.debug(
          "Message {} attempt {} ({}) via {}: {} {}",
          delivery.messageId,
          attempt.number(),
          attempt.messageType(),
          attempt.account(),
          attempt.outcome(),
          attempt.failure() == null ? "" : attempt.failure());
    }
    if (announcer.isHeard()) {
      announcer.attempt(new AttemptEvent(delivery.messageId, leg.message(), attempt));
    }
    return Step.of(result);
  }

  /** Whatever a provider throws, its request may have left, so the outcome is unknown. */
  private static SendResult call(Leg leg, SendContext context) {
    try {
      @Nullable SendResult result = leg.account().provider().send(leg.message(), context);
      return result == null ? broken(leg, "returned null") : result;
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      // Its text is not ours and may hold anything, so only its kind goes into the result.
      log.error(
          "The provider of account {} threw {} for message {}",
          leg.account().name(),
          e.getClass().getName(),
          context.messageId());
      return broken(leg, "threw " + e.getClass().getName());
    }
  }

  private static SendResult broken(Leg leg, String what) {
    return SendResult.unknown(
        Failure.permanent(
            FailureReason.INTERNAL,
            "provider-bug",
            "The provider of account '" + leg.account().name() + "' " + what));
  }
}
