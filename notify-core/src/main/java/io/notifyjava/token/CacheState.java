package io.notifyjava.token;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.token.Flight.Outcome;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of a {@link TokenCache}: what is held, who renews, who fails. Pure: no I/O, no
 * callbacks, no waiting, time as an argument.
 *
 * <p>All changes happen under one lock that is held for a few instructions (completing a flight
 * under it only wakes its waiters); the token itself is read without it. The state table stands at
 * {@link TokenCache}.
 */
final class CacheState {

  /** How often a cache that may not renew looks whether another node has a token. */
  private static final long LOOK_EVERY = Duration.ofSeconds(1).toNanos();

  /** The same if other nodes may renew and this one may not: callers wait for it. */
  private static final long LOOK_WHEN_SPENT = Duration.ofMillis(100).toNanos();

  private static final Failure STUCK =
      Failure.transientFailure(
          FailureReason.TIMEOUT,
          "token-stuck",
          "A renewal of the access token did not end within its time limit and was given up; check"
              + " the time limits of the token source");
  private static final Failure HANDED_BACK =
      Failure.permanent(
          FailureReason.AUTHENTICATION,
          "token-returned",
          "The platform handed back the token it had just refused. If this lasts, the token is"
              + " used against the wrong host or account, or a new one must be forced there");
  private static final Failure TOO_LATE =
      Failure.transientFailure(
          FailureReason.PROTOCOL,
          "token-late",
          "The platform granted an access token that had ended when it arrived");

  private final TokenCachePolicy policy;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Held held;

  @GuardedBy("lock")
  private final Backoff backoff;

  @GuardedBy("lock")
  private final Refusals refusals;

  @GuardedBy("lock")
  private @Nullable Flight flight;

  @GuardedBy("lock")
  private int flights;

  @GuardedBy("lock")
  private int cutShort;

  @GuardedBy("lock")
  private long lookAt;

  CacheState(TokenCachePolicy policy, RandomGenerator random, long now) {
    this.policy = policy;
    this.backoff = new Backoff(policy, random);
    this.refusals = new Refusals(policy, now);
    this.lookAt = now;
  }

  /** Returns what is held, good or not; lock-free. */
  @Nullable Held held() {
    return held;
  }

  /** Decides for one caller. Whoever is told to attend or to renew early must see to the flight. */
  NextStep next(long now) {
    lock.lock();
    try {
      giveUpIfStuck(now);
      Held current = held;
      return current != null && current.isGoodAt(now)
          ? nextWithToken(current, now)
          : nextWithout(now);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private NextStep nextWithToken(Held current, long now) {
    if (now - current.renewAt() < 0) {
      return new NextStep.Use(current);
    }
    // Back to the fast path for everybody else until the flight ends, or is seen to be stuck.
    held = current.renewingAt(now + policy.lockLease().toNanos());
    return flight == null
        ? new NextStep.RenewEarly(current, start(true))
        : new NextStep.Use(current);
  }

  @GuardedBy("lock")
  private NextStep nextWithout(long now) {
    Flight current = flight;
    if (current != null) {
      return new NextStep.Attend(current);
    }
    Failure denial = denialAt(now);
    if (denial == null) {
      return new NextStep.Attend(start(false));
    }
    boolean spent = RenewalBudget.isSpent(denial);
    if (now - lookAt < 0) {
      return new NextStep.Fail(denial, spent);
    }
    lookAt = now + (spent ? LOOK_WHEN_SPENT : LOOK_EVERY);
    return new NextStep.LookElsewhere(denial, spent);
  }

  @GuardedBy("lock")
  private @Nullable Failure denialAt(long now) {
    Failure failing = backoff.activeAt(now);
    return failing != null ? failing : refusals.denialAt(now);
  }

  @GuardedBy("lock")
  private Flight start(boolean early) {
    Flight started = new Flight(++flights, early);
    flight = started;
    return started;
  }

  @GuardedBy("lock")
  private void giveUpIfStuck(long now) {
    Flight current = flight;
    if (current != null && current.isOverdueAt(now, policy.lockLease())) {
      endFailed(current, STUCK, Duration.ZERO, now);
    }
  }

  /** Tells whether a flight still is the one that callers wait for. */
  boolean isCurrent(Flight asked) {
    lock.lock();
    try {
      return flight == asked;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Charges the budget just before the source is called. Returns the count of refusals so far, for
   * {@link #granted}.
   */
  int charge(long now) {
    lock.lock();
    try {
      refusals.charge(now);
      return refusals.count();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a flight with what the source granted, and tells what became of that. */
  Outcome granted(Flight done, Held next, int refusalsBefore, long now) {
    lock.lock();
    try {
      if (flight != done) {
        return new Outcome.Failed(STUCK);
      }
      if (!next.isGoodAt(now)) {
        return endFailed(done, TOO_LATE, Duration.ZERO, now);
      }
      if (refusals.isLast(next.token().value())) {
        if (refusals.count() != refusalsBefore) {
          // Asked for before the refusal, so this says nothing about what the platform does next.
          return endAgain(done, now);
        }
        if (refusals.isRecentAt(now) && !refusals.isLastProven()) {
          return endFailed(done, HANDED_BACK, policy.refill(), now);
        }
        // The refusal may have been the platform's mistake, and no other token can be had. A token
        // that was accepted before gets its trial at once: a single mistaken refusal would else
        // stop the account for a minute. It is unproven again, so a second refusal is believed.
        refusals.chargeTrial(now);
      }
      return endWith(done, next);
    } finally {
      lock.unlock();
    }
  }

  /** Ends a flight, or a look without one, with a token from the store, if it is news to us. */
  boolean adopted(@Nullable Flight done, Held candidate, long now) {
    lock.lock();
    try {
      String value = candidate.token().value();
      Held current = held;
      boolean wanted = done != null ? flight == done : current == null || !current.isGoodAt(now);
      if (!wanted || refusals.isFormer(value) || (current != null && current.hasValue(value))) {
        return false;
      }
      endWith(done != null ? done : idleFlight(now), candidate);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a flight that was overtaken: while it waited for the lock, another thread of this node
   * took a token from the store that needs no renewal.
   */
  boolean overtaken(Flight done, long now) {
    lock.lock();
    try {
      Held current = held;
      if (flight != done || current == null || now - current.due() >= 0) {
        return false;
      }
      endWith(done, current);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the flight if nobody runs it, and sees to it that nobody will: it is not needed. */
  @GuardedBy("lock")
  private @Nullable Flight idleFlight(long now) {
    Flight idle = flight;
    return idle != null && idle.claim(now) ? idle : null;
  }

  /** Ends a flight without a token; the next one waits for the back-off. */
  void failed(Flight done, Failure reason, long now) {
    lock.lock();
    try {
      if (flight == done) {
        endFailed(done, reason, Duration.ZERO, now);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends a flight whose thread was interrupted or had too little time: that says nothing about the
   * platform, so another caller takes over at once. The second time in a row counts as a failure,
   * or callers in a hurry would call the source without end.
   */
  void cutShort(Flight done, Failure reason, long now) {
    lock.lock();
    try {
      if (flight == done && ++cutShort > 1) {
        endFailed(done, reason, Duration.ZERO, now);
      } else if (flight == done) {
        endAgain(done, now);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends a flight that did not call the source: somebody else may start another at once. */
  void handedOver(Flight done, long now) {
    lock.lock();
    try {
      if (flight == done) {
        endAgain(done, now);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends a flight that waited for another node in vain, without holding up the next one. */
  void waitedInVain(Flight done, Failure reason) {
    lock.lock();
    try {
      if (flight == done) {
        flight = null;
        done.complete(new Outcome.Failed(reason));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drops the token if it is the one that was refused. Returns whether it was. */
  boolean refused(AccessToken used, long now) {
    lock.lock();
    try {
      Held current = held;
      if (current == null || !current.hasValue(used.value())) {
        return false;
      }
      held = null;
      refusals.add(current, now);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that the platform accepted a token, which may have been refused to others since. */
  void accepted(AccessToken used) {
    Held current = held;
    if (current != null && current.hasValue(used.value())) {
      current.proof().give();
      return;
    }
    lock.lock();
    try {
      refusals.accepted(used.value());
    } finally {
      lock.unlock();
    }
  }

  /** Names the state, for people. */
  String name(long now) {
    lock.lock();
    try {
      Held current = held;
      String renewing = flight == null ? "" : ", RENEWING";
      if (current != null && current.isGoodAt(now)) {
        return (now - current.due() < 0 ? "FRESH" : "STALE") + renewing;
      }
      return (denialAt(now) == null ? "EMPTY" : "FAILED") + renewing;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private Outcome endWith(@Nullable Flight done, Held next) {
    Held current = held;
    Held installed = next;
    if (current != null && current.hasValue(next.token().value())) {
      installed = next.provenAs(current);
    } else if (current != null) {
      refusals.replaced(current);
    }
    held = installed;
    refusals.settled();
    backoff.reset();
    cutShort = 0;
    return end(done, new Outcome.Got(installed));
  }

  @GuardedBy("lock")
  private Outcome endFailed(Flight done, Failure reason, Duration atLeast, long now) {
    Failure told = backoff.failed(reason, atLeast, now);
    cutShort = 0;
    lookAt = now + LOOK_EVERY;
    renewAgainAt(backoff.until());
    return end(done, new Outcome.Failed(told));
  }

  @GuardedBy("lock")
  private Outcome endAgain(Flight done, long now) {
    renewAgainAt(now + policy.initialBackoff().toNanos());
    return end(done, new Outcome.Again());
  }

  @GuardedBy("lock")
  private void renewAgainAt(long tick) {
    Held current = held;
    if (current != null) {
      held = current.renewingAt(tick);
    }
  }

  @GuardedBy("lock")
  private Outcome end(@Nullable Flight done, Outcome outcome) {
    if (done != null) {
      flight = null;
      done.complete(outcome);
    }
    return outcome;
  }
}
