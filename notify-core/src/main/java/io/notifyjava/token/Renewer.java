package io.notifyjava.token;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.token.Flight.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one renewal in the calling thread: asks the store for the lock, looks whether another node
 * was faster, calls the source, shares what it granted.
 *
 * <p>Everything that blocks happens here, and no lock of this process is held meanwhile. Whatever
 * happens, the flight is completed.
 */
final class Renewer {

  private static final Logger log = LoggerFactory.getLogger(Renewer.class);

  /** A token with less to live than this is not worth adopting: it might end on its way. */
  private static final Duration LEAST_LIFE = Duration.ofSeconds(5);

  /**
   * Ends further off than a day, and an hour for clocks that differ, are a mistake in the store.
   */
  private static final Duration MOST_LIFE = Duration.ofHours(25);

  private static final Duration POLL = Duration.ofMillis(50);

  private static final Failure NO_NODE_RENEWED =
      Failure.transientFailure(
          FailureReason.TIMEOUT,
          "token-lock",
          "Another node holds the lock for renewing the access token, but put none into the token"
              + " store in time; if that node died, its lock ends with its lease");

  private final TokenKey key;
  private final TokenSource source;
  private final GuardedStore store;
  private final CacheState state;
  private final TokenCachePolicy policy;
  private final LongSupplier ticker;
  private final Clock clock;
  private final RandomGenerator random;
  private final Pause pause;
  private final Consumer<? super TokenRenewal> listener;
  private final String node = UUID.randomUUID().toString();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger listenerFaults = new AtomicInteger();

  Renewer(TokenCache.Builder parts, CacheState state, GuardedStore store) {
    this.key = parts.key;
    this.source = parts.source;
    this.policy = parts.policy;
    this.ticker = parts.ticker;
    this.clock = parts.clock;
    this.random = parts.random;
    this.pause = parts.pause;
    this.listener = parts.listener;
    this.state = state;
    this.store = store;
  }

  /** Runs a flight that the calling thread has claimed. */
  void run(Flight flight, Duration limit) {
    try {
      TokenRenewal renewal = renew(flight, limit, ticker.getAsLong() + limit.toNanos());
      if (renewal != null) {
        announce(renewal);
      }
    } catch (Throwable e) {
      // An error of ours, or one like a missing class: the others must not wait for it.
      state.failed(flight, thrown("renewal", e), ticker.getAsLong());
      throw e;
    }
  }

  /** Takes a token that another node put into the store; false if there is none that is new. */
  boolean adopt(@Nullable Flight flight) {
    AccessToken kept = store.find();
    if (kept == null) {
      return false;
    }
    long now = ticker.getAsLong();
    Duration life = Duration.between(clock.instant(), kept.expiresAt());
    if (life.compareTo(LEAST_LIFE) < 0 || life.compareTo(MOST_LIFE) > 0) {
      return false;
    }
    boolean adopted = state.adopted(flight, Held.of(kept, now, life, policy, random), now);
    if (adopted) {
      log.debug("Took the access token of {} that another node put into the store", key);
    }
    return adopted;
  }

  /** Tells the log of a renewal that may not be tried, unless it knows of trouble already. */
  void denied(Failure failure) {
    if (failures.compareAndSet(0, 1)) {
      log.warn("Access token of {} may not be renewed now: {}", key, failure);
    }
  }

  /** Returns what came of the call to the source; null if there was none. */
  private @Nullable TokenRenewal renew(Flight flight, Duration limit, long deadline) {
    String holder = node + "-" + flight.number();
    while (!isOver(flight)) {
      try (RenewalTurn turn = RenewalTurn.take(store, holder, ticker, policy.lockLease())) {
        if (adopt(flight) || state.overtaken(flight, ticker.getAsLong())) {
          return null;
        }
        if (turn != null) {
          return fetch(flight, limit, deadline, turn);
        }
      }
      waitForOther(flight, deadline);
    }
    return null;
  }

  private boolean isOver(Flight flight) {
    if (Thread.currentThread().isInterrupted()) {
      state.handedOver(flight, ticker.getAsLong());
    }
    return !state.isCurrent(flight);
  }

  private void waitForOther(Flight flight, long deadline) {
    long left = deadline - ticker.getAsLong();
    if (flight.early()) {
      // The old token serves; no thread need wait for the other node.
      state.handedOver(flight, ticker.getAsLong());
    } else if (left <= 0) {
      state.waitedInVain(flight, NO_NODE_RENEWED);
    } else {
      long wait = (long) (POLL.toNanos() * (0.5 + random.nextDouble()));
      pause.await(Math.min(left, wait));
    }
  }

  private @Nullable TokenRenewal fetch(
      Flight flight, Duration limit, long deadline, RenewalTurn turn) {
    long start = ticker.getAsLong();
    long left = deadline - start;
    if (left < limit.toNanos() / 4 || isOver(flight)) {
      // Waiting for the store took the time; whoever comes next has all of it for the call.
      turn.close();
      state.handedOver(flight, start);
      return null;
    }
    int refusals = state.charge(start);
    // The platform counts from some moment during the call: taking its start errs on the safe side.
    Instant wallStart = clock.instant();
    @Nullable Failure failure;
    try {
      TokenSource.Grant grant =
          Objects.requireNonNull(source.fetch(Duration.ofNanos(left)), "grant");
      Duration life = Held.cap(grant.lifetime());
      AccessToken token = new AccessToken(grant.value(), wallStart.plus(life));
      failure = use(flight, token, Held.of(token, start, life, policy, random), refusals, turn);
    } catch (RuntimeException e) {
      failure = e instanceof TokenException t ? t.failure() : thrown("token source", e);
      turn.close();
      endWithout(flight, failure, limit);
    }
    return noted(failure, Duration.ofNanos(ticker.getAsLong() - start));
  }

  /** Callers get the token first, then the other nodes. Returns why it is of no use, if so. */
  private @Nullable Failure use(
      Flight flight, AccessToken token, Held next, int refusals, RenewalTurn turn) {
    Outcome outcome = state.granted(flight, next, refusals, ticker.getAsLong());
    if (outcome instanceof Outcome.Got) {
      turn.share(token);
    }
    return outcome instanceof Outcome.Failed failed ? failed.failure() : null;
  }

  private void endWithout(Flight flight, Failure failure, Duration limit) {
    long now = ticker.getAsLong();
    boolean interrupted =
        failure.reason() == FailureReason.CANCELLED || Thread.currentThread().isInterrupted();
    if (interrupted) {
      // Not in the words of the one thread that was: the others were not cancelled.
      Failure forOthers =
          Failure.transientFailure(
              FailureReason.UNAVAILABLE,
              "token-interrupted",
              "The threads that renewed the access token were interrupted one after the other");
      state.cutShort(flight, forOthers, now);
    } else if (failure.reason() == FailureReason.TIMEOUT
        && limit.compareTo(policy.renewalLimit()) < 0) {
      state.cutShort(flight, failure, now);
    } else {
      state.failed(flight, failure, now);
    }
  }

  private TokenRenewal noted(@Nullable Failure failure, Duration duration) {
    if (failure == null) {
      int before = failures.getAndSet(0);
      if (before > 0) {
        log.info("Access token of {} renewed after {} failures", key, before);
      } else {
        log.debug("Access token of {} renewed in {}", key, duration);
      }
    } else if (failures.incrementAndGet() == 1) {
      log.warn("Access token of {} could not be renewed: {}", key, failure);
    } else {
      log.debug("Access token of {} not renewed, failure {}: {}", key, failures.get(), failure);
    }
    return new TokenRenewal(key, failure, duration);
  }

  private void announce(TokenRenewal renewal) {
    try {
      listener.accept(renewal);
    } catch (RuntimeException e) {
      if (listenerFaults.incrementAndGet() == 1) {
        log.warn("The listener for token renewals threw; renewals go on", e);
      } else {
        log.debug("The listener for token renewals threw {} times", listenerFaults.get());
      }
    }
  }

  /** By class only: the message of somebody else's exception may hold a token or a secret. */
  private static Failure thrown(String where, Throwable e) {
    return Failure.transientFailure(
        FailureReason.INTERNAL,
        "token-source",
        "The "
            + where
            + " threw "
            + e.getClass().getName()
            + "; expected a grant or a TokenException. Its message is left out, because it may hold"
            + " a secret");
  }
}
