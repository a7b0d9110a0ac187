package io.notifyjava.internal.corridor;

import io.notifyjava.policy.TimeoutPolicy;
import io.notifyjava.result.Failure;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides how the call is made: not at all if the way was cancelled, together with others of the
 * batch if the provider says which, else alone. Hands on the answer of a call that was shared.
 *
 * <p>A message whose outcome is unknown goes alone, because its resend must be told from a first
 * send; so does one whose time is nearly over, because it would cut the call of the others short.
 */
final class ShareStage implements Stage {

  private static final Logger log = LoggerFactory.getLogger(ShareStage.class);

  private final CallStage next;
  private final LongSupplier ticker;
  private final long timeToShare;

  ShareStage(TimeoutPolicy timeouts, LongSupplier ticker, CallStage next) {
    this.ticker = ticker;
    this.timeToShare = timeToShare(timeouts);
    this.next = next;
  }

  /** Half of a call's time must be left, in nanoseconds. */
  static long timeToShare(TimeoutPolicy timeouts) {
    return timeouts.attempt().toNanos() / 2;
  }

  @Override
  public Step walk(Delivery delivery) {
    Step.Done answer = delivery.takeAnswer();
    if (answer != null) {
      return answer;
    }
    Failure cancelled = delivery.cancelled();
    if (cancelled != null) {
      return Step.refused(cancelled);
    }
    Step.Parked parked = delivery.mayShare() ? parked(delivery) : null;
    if (parked != null) {
      return parked;
    }
    return delivery.isOnLentTime() ? Step.ELSEWHERE : next.walk(delivery);
  }

  private Step.@Nullable Parked parked(Delivery delivery) {
    Leg leg = delivery.leg();
    int most = most(delivery, leg);
    if (most < 2
        || delivery.unknown() != null
        || delivery.hasTurn()
        || isOnTrial(delivery, leg.account())
        || delivery.endsAt() - ticker.getAsLong() < timeToShare) {
      return null;
    }
    Object key = key(leg);
    return key == null ? null : new Step.Parked(leg.account(), key, most);
  }

  private static int most(Delivery delivery, Leg leg) {
    int most = leg.account().support(leg.message()).maxBulk();
    // What comes from the outbox may be asked about by another node.
    return delivery.isParcel() ? Math.min(most, leg.account().provider().mostToSettle()) : most;
  }

  /**
   * An account that must show that it is well gets messages one by one, as long as the others can
   * go elsewhere: a call of a thousand that it leaves unanswered is a thousand unknown outcomes.
   */
  private static boolean isOnTrial(Delivery delivery, Account account) {
    return delivery.hasBackup() && account.health().isSick();
  }

  private static @Nullable Object key(Leg leg) {
    try {
      return leg.account().provider().bulkKey(leg.message()).orElse(null);
    } catch (RuntimeException e) {
      log.error(
          "The provider of account {} threw {} instead of giving a bulk key; the message goes alone",
          leg.account().name(),
          e.getClass().getName());
      return null;
    }
  }
}
