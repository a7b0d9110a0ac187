package io.notifyjava.internal.corridor;

import io.notifyjava.internal.limit.LimitDesk;
import io.notifyjava.limit.LimitClaim;
import io.notifyjava.message.DeliveryMode;
import io.notifyjava.result.Failure;
import io.notifyjava.result.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the permits of each message before its call, and settles them after it. No pause lies
 * between the two, so none is left taken by a message that waits.
 *
 * <pre>
 * what came of the message                  its permits
 * ----------------------------------------  -----------
 * Accepted, Unknown, or a bug of ours       committed
 * Rejected, or no call was made for it      released
 * </pre>
 */
final class LimitStage implements CallStage {

  private final LimitDesk desk;
  private final LongSupplier ticker;
  private final CallStage next;

  LimitStage(LimitDesk desk, LongSupplier ticker, CallStage next) {
    this.desk = desk;
    this.ticker = ticker;
    this.next = next;
  }

  @Override
  public Step walk(Call call) {
    return call instanceof Group group ? together(group) : alone((Delivery) call);
  }

  private Step alone(Delivery delivery) {
    LimitDesk.Asking asking = ask(delivery);
    LimitClaim claim = asking.claim();
    if (asking.refusal() != null) {
      return Step.refused(asking.refusal());
    }
    if (claim == null) {
      return next.walk(delivery);
    }
    LimitDesk.Answer answer = desk.reserve(List.of(claim)).get(0);
    Failure refusal = answer.refusal();
    if (refusal != null) {
      return mayWait(delivery, answer.pause())
          ? pause(delivery, answer.pause())
          : Step.refused(refusal);
    }
    Step step = null;
    try {
      step = next.walk(delivery);
      return step;
    } finally {
      boolean sent = step == null || mayHaveLeft(step instanceof Step.Done done ? done : null);
      desk.settle(sent ? List.of(claim) : List.of(), sent ? List.of() : List.of(claim));
    }
  }

  private Step together(Group group) {
    Admission admission = new Admission(group);
    Step refusal = admission.decide();
    if (refusal != null) {
      return refusal;
    }
    boolean walked = false;
    try {
      Step step = next.walk(group);
      walked = true;
      return step;
    } finally {
      admission.settle(walked);
    }
  }

  private LimitDesk.Asking ask(Delivery delivery) {
    // The first permit was committed when its outcome became unknown, and the provider recognises
    // the resend, so it needs no second one.
    if (delivery.unknown() != null && delivery.mode == DeliveryMode.AT_MOST_ONCE) {
      return LimitDesk.Asking.NOTHING;
    }
    Leg leg = delivery.leg();
    return desk.ask(
        delivery.messageId + '-' + delivery.attempts().size(), leg.message(), leg.account().name());
  }

  private boolean mayWait(Delivery delivery, Duration wait) {
    return !wait.isZero() && wait.toNanos() < delivery.endsAt() - ticker.getAsLong();
  }

  /** A turn of the rate limit that is not used now would let a later call come too soon. */
  private static Step pause(Call call, Duration wait) {
    call.loseTurn();
    return new Step.Pause(wait);
  }

  private static boolean mayHaveLeft(Step.@Nullable Done answer) {
    return answer != null && answer.called() && !(answer.result() instanceof Rejected);
  }

  /** Who of a group is let pass, and what they took for it. */
  private final class Admission {

    private final Group group;
    private final List<Delivery> asking = new ArrayList<>();
    private final List<LimitClaim> claims = new ArrayList<>();
    private final List<Delivery> holders = new ArrayList<>();
    private final List<LimitClaim> held = new ArrayList<>();
    private final Set<Delivery> refused = identities();
    private final Set<Delivery> waiting = identities();
    private Step.@Nullable Done latestRefusal;
    private @Nullable Duration shortestWait;

    Admission(Group group) {
      this.group = group;
    }

    private static Set<Delivery> identities() {
      return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /**
     * Returns null if the call is to be made for those who are left in the group. Who must wait
     * longer than they leaves it, to gather again with others.
     */
    @Nullable Step decide() {
      for (Delivery rider : group.riders()) {
        LimitDesk.Asking asked = ask(rider);
        if (asked.refusal() != null) {
          refuse(rider, asked.refusal());
        } else if (asked.claim() != null) {
          asking.add(rider);
          claims.add(asked.claim());
        }
      }
      if (!claims.isEmpty()) {
        List<LimitDesk.Answer> answers = desk.reserve(claims);
        for (int i = 0; i < answers.size(); i++) {
          take(i, answers.get(i));
        }
      }
      group.leaveOut(refused);
      Duration wait = shortestWait;
      if (wait != null && waiting.size() == group.riders().size()) {
        return pause(group, wait);
      }
      group.leaveOut(waiting);
      return group.riders().isEmpty() ? latestRefusal : null;
    }

    private void take(int i, LimitDesk.Answer answer) {
      Delivery rider = asking.get(i);
      if (answer.refusal() == null) {
        holders.add(rider);
        held.add(claims.get(i));
      } else if (mayWait(rider, answer.pause())) {
        waiting.add(rider);
        shortestWait =
            shortestWait == null || answer.pause().compareTo(shortestWait) < 0
                ? answer.pause()
                : shortestWait;
      } else {
        refuse(rider, answer.refusal());
      }
    }

    private void refuse(Delivery rider, Failure why) {
      latestRefusal = Step.refused(why);
      rider.answer(latestRefusal);
      refused.add(rider);
    }

    /**
     * Settles what they hold.
     *
     * @param walked false if a bug of ours ended the walk, so that anything may have left
     */
    void settle(boolean walked) {
      List<LimitClaim> sent = new ArrayList<>();
      List<LimitClaim> notSent = new ArrayList<>();
      for (int i = 0; i < held.size(); i++) {
        boolean left = !walked || mayHaveLeft(holders.get(i).answer());
        (left ? sent : notSent).add(held.get(i));
      }
      desk.settle(sent, notSent);
    }
  }
}
