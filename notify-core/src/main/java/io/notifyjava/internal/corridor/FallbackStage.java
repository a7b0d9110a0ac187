package io.notifyjava.internal.corridor;

import io.notifyjava.event.FallbackEvent;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.internal.resilience.WindowMemory;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;

/**
 * Moves on to the next account or alternative when the one before certainly did not send, for a
 * reason that opens it. Remembers closed windows, so that a hopeless first call is skipped next
 * time.
 */
final class FallbackStage implements Stage {

  private static final Failure REMEMBERED =
      Failure.permanent(
          FailureReason.WINDOW_CLOSED,
          "remembered",
          "The recipient's window was closed a moment ago and is remembered as closed");

  private final Stage next;
  private final WindowMemory windows;
  private final Announcer announcer;

  FallbackStage(WindowMemory windows, Announcer announcer, Stage next) {
    this.windows = windows;
    this.announcer = announcer;
    this.next = next;
  }

  @Override
  public Step walk(Delivery delivery) {
    skipRemembered(delivery);
    while (true) {
      Step step = next.walk(delivery);
      if (!(step instanceof Step.Done done)) {
        return step;
      }
      learn(delivery.leg(), done.result());
      Leg after =
          done.result() instanceof Rejected rejected && delivery.cancelled() == null
              ? delivery.nextLeg(rejected.cause())
              : null;
      if (after == null) {
        return step;
      }
      move(delivery, after, ((Rejected) done.result()).cause(), false);
    }
  }

  /**
   * Skips a message only if an alternative opens; otherwise the provider's answer is the only
   * truth.
   */
  private void skipRemembered(Delivery delivery) {
    Leg leg = delivery.leg();
    if (delivery.isLegFresh() && windows.isClosed(leg.account().name(), leg.message())) {
      Leg after = delivery.nextLeg(REMEMBERED);
      if (after != null) {
        move(delivery, after, REMEMBERED, true);
      }
    }
  }

  private void learn(Leg leg, SendResult result) {
    if (result instanceof Rejected rejected
        && rejected.cause().reason() == FailureReason.WINDOW_CLOSED) {
      windows.close(leg.account().name(), leg.message());
    } else if (result.isAccepted() && windows.isClosed(leg.account().name(), leg.message())) {
      windows.open(leg.account().name(), leg.message().recipient());
    }
  }

  private void move(Delivery delivery, Leg to, Failure cause, boolean remembered) {
    Leg from = delivery.leg();
    delivery.moveTo(to);
    if (announcer.isHeard()) {
      announcer.fallback(
          new FallbackEvent(
              delivery.messageId,
              from.message(),
              from.account().name(),
              to.message(),
              to.account().name(),
              cause,
              remembered));
    }
  }
}
