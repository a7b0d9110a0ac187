package io.notifyjava.internal.corridor;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.spi.Capabilities;
import io.notifyjava.spi.SendContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a message that an earlier node may have sent.
 *
 * <pre>
 * one account, which still recognises    sent again with the same key
 *   a repetition
 * an account says: taken                 accepted
 * its one account says: not sent         sent, as if nothing had been
 * at least once                          sent again
 * otherwise                              unknown
 * </pre>
 *
 * <p>After its deadline nothing is sent; then it is only asked about.
 *
 * <p>With several accounts nobody knows which of them was tried, so none can recognise the
 * repetition for all, and the refusal of one says nothing of the others.
 */
final class ResumeGate implements Gate {

  private final Clock clock;
  private final LongSupplier ticker;
  private final Duration margin;

  /**
   * Creates the gate.
   *
   * @param margin how much of a window must be left, and how long a question may take: a call's
   *     time
   */
  ResumeGate(Clock clock, LongSupplier ticker, Duration margin) {
    this.clock = clock;
    this.ticker = ticker;
    this.margin = margin;
  }

  @Override
  public @Nullable SendResult pass(Delivery delivery) {
    boolean expired = isExpired(delivery);
    if (!expired && isRecognised(delivery)) {
      return null;
    }
    for (Leg leg : delivery.legs()) {
      SendResult settled = ask(leg, delivery);
      if (settled instanceof Accepted) {
        return settled;
      }
      if (settled instanceof Rejected && delivery.legs().size() == 1) {
        delivery.clear();
        return expired ? ExpireGate.late() : null;
      }
    }
    return !expired && delivery.mode == DeliveryMode.AT_LEAST_ONCE ? null : delivery.recalled();
  }

  private boolean isExpired(Delivery delivery) {
    Instant deadline = delivery.message.options().deadline().orElse(null);
    return deadline != null && !clock.instant().isBefore(deadline);
  }

  private boolean isRecognised(Delivery delivery) {
    Leg leg = delivery.leg();
    long age = ticker.getAsLong() - delivery.firstUnknownAt();
    return delivery.legs().size() == 1
        && leg.message().options().idempotencyKey().isPresent()
        && support(leg).idempotencyWindow().toNanos() - age > margin.toNanos();
  }

  private @Nullable SendResult ask(Leg leg, Delivery delivery) {
    if (!support(leg).canSettle()) {
      return null;
    }
    SendContext context =
        new SendContext(delivery.messageId, 1, margin, true)
            .unknownFor(delivery.unknownFor(ticker.getAsLong()));
    return leg.account().provider().settle(leg.message(), context).orElse(null);
  }

  private static Capabilities.Support support(Leg leg) {
    return leg.account().support(leg.message());
  }
}
