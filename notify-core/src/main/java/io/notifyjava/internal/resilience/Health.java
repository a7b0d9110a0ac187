package io.notifyjava.internal.resilience;

import io.notifyjava.event.BackupEvent;
import io.notifyjava.policy.CircuitBreakerPolicy;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How well one account is, from what came of its calls, for routes that have another one.
 *
 * <pre>
 * well --its circuit opens, or it refuses so many calls in a row--&gt; sick, resting
 * sick, resting --a circuit's time is over--&gt; sick, on trial: a call may be made to see
 * on trial --the circuit closes, and it refuses no more--&gt; well
 * on trial --otherwise--&gt; sick, resting
 * </pre>
 *
 * <p>The circuit breaker is not told of refusals (credentials, a spent quota): for an account
 * without a backup its true answer is worth more than a quick one. Where there is a backup, calling
 * such an account for every message is of no use, so its refusals are counted here.
 *
 * <p>Thread-safe. While it is well and unhidden, this costs two reads.
 */
public final class Health {

  private static final Logger log = LoggerFactory.getLogger(Health.class);
  private static final Set<FailureReason> REFUSES =
      Set.of(FailureReason.AUTHENTICATION, FailureReason.QUOTA);

  private final String account;
  private final Breaker breaker;
  private final int mostRefusals;
  private final long rest;
  private final LongSupplier ticker;
  private final Consumer<BackupEvent> onChange;

  /** Refusals in a row, counted up to the most. */
  private final AtomicInteger refusals = new AtomicInteger();

  private final AtomicLong restsUntil = new AtomicLong();
  private volatile FailureReason suffersFrom = FailureReason.UNAVAILABLE;

  /** Guards the turn from one episode to the next, so that events are told in their order. */
  private final Object turn = new Object();

  private volatile @Nullable Episode episode;

  /**
   * Creates the health of an account that is well.
   *
   * @param breaker of the same account, made with the same policy
   * @param onChange is told when a backup hides the account and when it is well again; in the
   *     sending thread, so it must be quick
   */
  public Health(
      String account,
      Breaker breaker,
      CircuitBreakerPolicy policy,
      LongSupplier ticker,
      Consumer<BackupEvent> onChange) {
    this.account = account;
    this.breaker = breaker;
    this.mostRefusals = policy.minimumCalls();
    this.rest = policy.openFor().toNanos();
    this.ticker = ticker;
    this.onChange = onChange;
  }

  /**
   * Returns whichever result says less against the account; a call that several messages shared is
   * judged by the best of its results.
   */
  public SendResult better(SendResult one, SendResult other) {
    return gravity(one) <= gravity(other) ? one : other;
  }

  private int gravity(SendResult result) {
    if (result instanceof Accepted) {
      return 0;
    }
    if (breaker.isSick(result)) {
      return 4;
    }
    FailureReason reason = result.failure().orElseThrow().reason();
    return REFUSES.contains(reason) ? 3 : reason == FailureReason.THROTTLED ? 2 : 1;
  }

  /** Notes what came of a call, after the circuit breaker has. */
  public void note(SendResult result) {
    if (!(result instanceof Accepted)) {
      noteFailure(result);
    } else if (refusals.get() != 0) {
      refusals.set(0);
    }
    if (episode != null) {
      endIfWell();
    }
  }

  private void noteFailure(SendResult result) {
    FailureReason reason = result.failure().orElseThrow().reason();
    if (result instanceof Rejected && REFUSES.contains(reason)) {
      suffersFrom = reason;
      if (refusals.updateAndGet(row -> Math.min(mostRefusals, row + 1)) == mostRefusals) {
        restsUntil.set(ticker.getAsLong() + rest);
      }
    } else if (breaker.isSick(result)) {
      suffersFrom = reason;
    } else if (reason != FailureReason.THROTTLED) {
      // A refused message is an answer of a well account; being throttled says neither.
      refusals.set(0);
    }
  }

  /** Tells whether the account is sick, on trial or not. */
  public boolean isSick() {
    return refusals.get() >= mostRefusals || !breaker.isClosed();
  }

  /** Tells whether the account is sick and not to be tried yet. */
  public boolean isResting() {
    return breaker.isResting()
        || (refusals.get() >= mostRefusals && restsUntil.get() - ticker.getAsLong() > 0);
  }

  /**
   * Tells whether to call the account though there is another one: it is well, or it is time for a
   * trial. Of an account that refuses, one caller is told to try, and the next one after another
   * rest.
   */
  public boolean mayTry() {
    if (breaker.isResting()) {
      return false;
    }
    if (refusals.get() < mostRefusals) {
      return true;
    }
    long until = restsUntil.get();
    long now = ticker.getAsLong();
    return until - now <= 0 && restsUntil.compareAndSet(until, now + rest);
  }

  /** Returns why the account is passed over. */
  public Failure sickness() {
    return Failure.transientFailure(
        suffersFrom,
        "account-sick",
        "Account '" + account + "' failed too often and is passed over for a while");
  }

  /** Notes that another account accepted a message that should have gone to this one. */
  public void hiddenBy(String backup) {
    if (!isSick()) {
      // One message had bad luck here; that is no sickness.
      return;
    }
    Episode running = episode;
    if (running == null) {
      begin(backup);
    } else {
      running.messages.incrementAndGet();
    }
    // It may have become well between the question and the beginning, and nobody else would tell.
    endIfWell();
  }

  private void begin(String backup) {
    synchronized (turn) {
      Episode running = episode;
      if (running != null) {
        running.messages.incrementAndGet();
        return;
      }
      running = new Episode(backup, suffersFrom, ticker.getAsLong());
      episode = running;
      onChange.accept(event(running, BackupEvent.State.HIDES_SICKNESS, Duration.ZERO));
    }
    log.warn(
        "Account {} is sick ({}); its messages go out through others, {} first",
        account,
        suffersFrom,
        backup);
  }

  private void endIfWell() {
    Episode ended;
    Duration lasted;
    synchronized (turn) {
      ended = episode;
      if (ended == null || isSick()) {
        return;
      }
      episode = null;
      lasted = Duration.ofNanos(ticker.getAsLong() - ended.since);
      onChange.accept(event(ended, BackupEvent.State.WELL_AGAIN, lasted));
    }
    log.info(
        "Account {} is well again after {}; others accepted {} messages in its place",
        account,
        lasted,
        ended.messages);
  }

  private BackupEvent event(Episode of, BackupEvent.State state, Duration lasted) {
    return new BackupEvent(account, of.backup, state, of.reason, of.messages.get(), lasted);
  }

  /** One sickness that backups hide, from the first message that they accept. */
  private static final class Episode {

    private final String backup;
    private final FailureReason reason;
    private final long since;
    private final AtomicLong messages = new AtomicLong(1);

    private Episode(String backup, FailureReason reason, long since) {
      this.backup = backup;
      this.reason = reason;
      this.since = since;
    }
  }
}
