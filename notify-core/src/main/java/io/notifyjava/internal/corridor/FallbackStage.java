package io.notifyjava.internal.corridor;

import io.notifyjava.event.FallbackEvent;
import io.notifyjava.internal.event.Announcer;
import io.notifyjava.internal.resilience.WindowMemory;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import io.notifyjava.result.Unknown;

/**
 * Moves on to the next account or alternative when the one before certainly did not send, for a
 * reason that opens it; and in the mode at-least-once to the next account when nobody can tell.
 * Passes over accounts that are known to be sick. Remembers closed windows, so that a hopeless
 * first call is skipped next time.
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
      passOverTheSick(delivery);
      Step step = next.walk(delivery);
      if (!(step instanceof Step.Done done)) {
        return step;
      }
      learn(delivery, done.result());
      Leg after = delivery.legAfter(done.result());
      if (after == null) {
        return truth(delivery, done);
      }
      move(delivery, after, done.result().failure().orElseThrow(), false);
    }
  }

  /** The refusal of one account says nothing of what another one may have sent before. */
  private static Step truth(Delivery delivery, Step.Done done) {
    Unknown doubt = delivery.doubt();
    return doubt == null || !(done.result() instanceof Rejected)
        ? done
        : new Step.Done(doubt, done.called());
  }

  /** Passes over accounts that are known to be sick, as long as there is another one. */
  private void passOverTheSick(Delivery delivery) {
    if (delivery.hasBackup() && delivery.isLegFresh()) {
      Leg better = delivery.betterLeg();
      if (better != null) {
        move(delivery, better, delivery.account().health().sickness(), true);
      }
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

  private void learn(Delivery delivery, SendResult result) {
    Leg leg = delivery.leg();
    if (result instanceof Rejected rejected
        && rejected.cause().reason() == FailureReason.WINDOW_CLOSED) {
      windows.close(leg.account().name(), leg.message());
    } else if (result.isAccepted() && windows.isClosed(leg.account().name(), leg.message())) {
      windows.open(leg.account().name(), leg.message().recipient());
    }
    if (result.isAccepted() && delivery.hasMoved()) {
      for (Leg before : delivery.legsBefore()) {
        before.account().health().hiddenBy(leg.account().name());
      }
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
