package io.notifyjava.token;

import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.token.Flight.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out one account's access token, and sees to it that there is one: fetched once however many
 * threads ask, renewed early while the old one serves, shared through a {@link TokenStore}.
 *
 * <p>Thread-safe, on platform and virtual threads. {@link #get} is one volatile read and one
 * comparison while the token is fresh. Holds no thread of its own and need not be closed. Lifetimes
 * run by the ticker, so corrections of the wall clock do not matter.
 *
 * <pre>
 * state            get()                                  leaves when
 * ---------------  -------------------------------------  ------------------------------------------
 * EMPTY            the first caller renews, others wait,  RENEWING: at once
 *                  each within its own limit
 * FRESH            the token, at once                     STALE: renewBefore its end (less jitter)
 *                                                         EMPTY: it is invalidated
 * STALE            the token, at once; one caller starts  FRESH: renewed
 *                  a renewal in the background            EMPTY: its end, or it is invalidated
 * RENEWING         with STALE: the token, at once         FRESH: granted, or adopted from the store
 *                  without: wait for it, or run it if     STALE, FAILED: the source failed
 *                  no thread does                         EMPTY: its thread was interrupted
 * FAILED           the same failure, at once; with a      RENEWING: after the back-off, or when the
 *   (back-off or   token that still is good: the token    budget allows
 *   budget)                                               FRESH: another node put a token there
 * </pre>
 *
 * <p>A renewal belongs to no caller: it has its own time limit, and runs in the thread of a caller
 * that has at least that much time, or else on the executor. If it cannot start there, because the
 * executor is full, a waiting caller runs it after all. A renewal whose thread is interrupted is
 * taken over by another caller.
 *
 * @since 0.1.0
 */
public final class TokenCache {

  private static final Logger log = LoggerFactory.getLogger(TokenCache.class);

  private static final Failure INTERRUPTED =
      Failure.permanent(
          FailureReason.CANCELLED,
          "interrupted",
          "The thread was interrupted while it waited for an access token");

  /** Between two looks at what this node has, while it waits for another node's renewal. */
  private static final Duration FOLLOW = Duration.ofMillis(50);

  private final TokenKey key;
  private final LongSupplier ticker;
  private final Executor executor;
  private final TokenCachePolicy policy;
  private final CacheState state;
  private final GuardedStore store;
  private final Renewer renewer;
  private final Pause pause;

  private TokenCache(Builder parts, TokenStore sharedStore, Executor executor) {
    this.key = parts.key;
    this.ticker = parts.ticker;
    this.executor = executor;
    this.pause = parts.pause;
    this.policy = parts.policy;
    this.state = new CacheState(policy, parts.random, ticker.getAsLong());
    this.store = new GuardedStore(sharedStore, key, ticker, policy);
    this.renewer = new Renewer(parts, state, store);
  }

  /**
   * Returns a builder.
   *
   * @param key whose token
   * @param source where it comes from
   */
  public static Builder builder(TokenKey key, TokenSource source) {
    return new Builder(key, source);
  }

  /**
   * Returns a token that is good now, as far as this process knows.
   *
   * @param waitLimit how long this caller can wait if there is no token; the policy's {@code
   *     waitLimit} holds if it is shorter; zero or less does not wait
   * @throws TokenException with {@code TIMEOUT} (retryable) if there is none in time, {@code
   *     CANCELLED} if the thread is interrupted while it waits (the flag stays set), {@code
   *     AUTHENTICATION} if the platform keeps refusing the tokens that it grants, or with the
   *     failure of the source, which callers share until the next try
   */
  public AccessToken get(Duration waitLimit) {
    Held current = state.held();
    if (current != null && ticker.getAsLong() - current.renewAt() < 0) {
      return current.token();
    }
    return getSlowly(waitLimit);
  }

  /**
   * Notes that the platform accepted a token. Call it after every success: it costs a volatile read
   * or two. A token that was accepted once may be renewed at once if it is refused later.
   */
  public void confirm(AccessToken used) {
    Held current = state.held();
    if (current == null || !current.proof().given()) {
      state.accepted(used);
    }
  }

  /**
   * Drops a token that the platform refused, here and in the store, so that the next {@link #get}
   * renews it, within the budget. Does nothing if another token is held by now: a call that was
   * under way for long does not end a newer token. Takes over a newer token that another node put
   * into the store.
   *
   * @param used the token that the refused call was made with
   * @return whether it was the one in use
   */
  public boolean invalidate(AccessToken used) {
    if (!state.refused(used, ticker.getAsLong())) {
      return false;
    }
    if (!renewer.adopt(null)) {
      store.remove(used.value());
    }
    return true;
  }

  private AccessToken getSlowly(Duration waitLimit) {
    Duration limit = shorter(waitLimit, policy.waitLimit());
    long deadline = ticker.getAsLong() + limit.toNanos();
    boolean first = true;
    while (true) {
      NextStep step = state.next(ticker.getAsLong());
      AccessToken token = take(step, limit, deadline, first);
      if (token != null) {
        return token;
      }
      first = false;
    }
  }

  /** Takes one step; null if there is another to take. */
  private @Nullable AccessToken take(NextStep step, Duration limit, long deadline, boolean first) {
    if (step instanceof NextStep.Use use) {
      return use.held().token();
    }
    if (step instanceof NextStep.RenewEarly renew) {
      renewInBackground(renew.flight());
      return renew.held().token();
    }
    if (step instanceof NextStep.Fail fail) {
      followOthers(fail.failure(), fail.spent(), deadline);
      return null;
    }
    if (step instanceof NextStep.LookElsewhere look) {
      if (renewer.adopt(null)) {
        return null;
      }
      renewer.denied(look.failure());
      followOthers(look.failure(), look.spent(), deadline);
      return null;
    }
    Flight flight = ((NextStep.Attend) step).flight();
    Outcome outcome = attend(flight, limit, deadline, first);
    if (outcome instanceof Outcome.Got got && isInUse(got.held())) {
      return got.held().token();
    }
    if (outcome instanceof Outcome.Failed failed && !hasGoodToken()) {
      throw new TokenException(failed.failure());
    }
    // The thread woke up late: meanwhile the token was refused, or the failure was overcome.
    return null;
  }

  /**
   * Waits a moment for the renewal of another node, if this one may not renew and others may; fails
   * if nobody would come, or the caller's time is over.
   */
  private void followOthers(Failure failure, boolean spent, long deadline) {
    long left = deadline - ticker.getAsLong();
    if (!spent || left <= 0 || !store.isShared()) {
      throw new TokenException(failure);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new TokenException(INTERRUPTED);
    }
    pause.await(Math.min(left, FOLLOW.toNanos()));
  }

  private boolean isInUse(Held granted) {
    Held current = state.held();
    return current != null && current.hasValue(granted.token().value());
  }

  private boolean hasGoodToken() {
    Held current = state.held();
    return current != null && current.isGoodAt(ticker.getAsLong());
  }

  /** Waits for a renewal, and runs it if that is the best or the only way to have it run. */
  private Outcome attend(Flight flight, Duration limit, long deadline, boolean first) {
    long left = deadline - ticker.getAsLong();
    if (left <= 0) {
      throw new TokenException(timeout(limit));
    }
    try {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      if (!first || left >= policy.renewalLimit().toNanos()) {
        // Not a second time on the executor: its threads may all be interrupted, as in a shutdown.
        runHere(flight, shorter(Duration.ofNanos(left), policy.renewalLimit()));
      } else if (!flight.isClaimed() && flight.offer() && !startOnExecutor(flight)) {
        runHere(flight, Duration.ofNanos(left));
      }
      // A full executor may not get to it in time: then half of the caller's time is for the wait
      // for a thread there, and half for running it here.
      Outcome outcome = flight.await(flight.isClaimed() ? left : left / 2);
      long rest = deadline - ticker.getAsLong();
      if (outcome == null && rest > 0) {
        runHere(flight, shorter(Duration.ofNanos(rest), policy.renewalLimit()));
        outcome = flight.await(rest);
      }
      if (outcome != null) {
        return outcome;
      }
      throw new TokenException(timeout(limit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TokenException(INTERRUPTED);
    }
  }

  private void renewInBackground(Flight flight) {
    // Refused: the old token still is good, so nobody has to do it here. It is tried again soon,
    // and
    // at the token's end in a caller's thread.
    if (!startOnExecutor(flight) && flight.claim(ticker.getAsLong())) {
      state.handedOver(flight, ticker.getAsLong());
    }
  }

  private boolean startOnExecutor(Flight flight) {
    try {
      executor.execute(() -> runHere(flight, policy.renewalLimit()));
      return true;
    } catch (RuntimeException e) {
      log.debug("The executor took no renewal of the access token of {}: {}", key, e.toString());
      return false;
    }
  }

  private void runHere(Flight flight, Duration limit) {
    if (flight.claim(ticker.getAsLong())) {
      renewer.run(flight, limit);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Failure timeout(Duration limit) {
    return Failure.transientFailure(
        FailureReason.TIMEOUT,
        "token-wait",
        "Expected an access token within "
            + limit
            + ", but its renewal has not ended yet; it goes on, so try again later");
  }

  /** Shows the account and the state, not the token. */
  @Override
  public String toString() {
    return "TokenCache[" + key + ", " + state.name(ticker.getAsLong()) + "]";
  }

  /**
   * Builds a cache. Not thread-safe; may be used again.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    final TokenKey key;
    final TokenSource source;
    TokenCachePolicy policy = TokenCachePolicy.defaults();
    LongSupplier ticker = System::nanoTime;
    Clock clock = Clock.systemUTC();
    RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
    Pause pause = Pause.parking();
    Consumer<? super TokenRenewal> listener = renewal -> {};
    private @Nullable TokenStore store;
    private @Nullable Executor executor;

    private Builder(TokenKey key, TokenSource source) {
      this.key = Objects.requireNonNull(key, "key");
      this.source = Objects.requireNonNull(source, "source");
    }

    /** Sets where the token is kept; default a {@link MemoryTokenStore} of this cache alone. */
    public Builder store(TokenStore store) {
      this.store = Objects.requireNonNull(store, "store");
      return this;
    }

    /**
     * Sets where renewals run for which no caller waits, or none has time. Required. May be
     * bounded, full or shut down. Is never shut down by the cache.
     */
    public Builder executor(Executor executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /** Sets when to renew, how long to wait and how often to try. */
    public Builder policy(TokenCachePolicy policy) {
      this.policy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /** Sets the nanoseconds of elapsed time by which tokens live; default the JVM's. */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = Objects.requireNonNull(ticker, "ticker");
      return this;
    }

    /**
     * Sets the wall clock for what the store shows to other nodes; default the system's, in UTC.
     */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Sets the source of jitter, which must be thread-safe; default a random one. */
    public Builder random(RandomGenerator random) {
      this.random = Objects.requireNonNull(random, "random");
      return this;
    }

    /**
     * Sets who is told of each call to the source, in the thread that made it, after callers got
     * its result. What it throws is logged and changes nothing. Default nobody.
     */
    public Builder listener(Consumer<? super TokenRenewal> listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /** Sets how to wait between two looks at the store. */
    Builder pause(Pause pause) {
      this.pause = pause;
      return this;
    }

    /**
     * Builds the cache. Fetches nothing yet.
     *
     * @throws IllegalStateException if there is no executor
     */
    public TokenCache build() {
      if (executor == null) {
        throw new IllegalStateException(
            "A token cache needs an executor for early renewals; expected a call of executor(...)"
                + " on its builder, found none");
      }
      return new TokenCache(this, store == null ? new MemoryTokenStore(ticker) : store, executor);
    }
  }
}
