package io.notifyjava.internal.outbox;

import io.notifyjava.message.DeliveryMode;
import io.notifyjava.outbox.OutboxLease;
import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxVerdict;
import io.notifyjava.result.Accepted;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.Rejected;
import io.notifyjava.result.SendResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Says what becomes of an entry.
 *
 * <pre>
 * result                             state
 * ---------------------------------  --------------------------------------------------------------
 * Accepted                           ACCEPTED
 * Rejected, cancelled or no thread   PENDING, as if it had not been tried
 * Rejected, beyond its deadline      EXPIRED
 * Rejected, may pass; cannot be read PENDING later; after the last attempt DEAD
 * Rejected otherwise                 REJECTED
 * Unknown, at least once             PENDING later, in doubt; UNKNOWN after the last attempt, or
 *                                    beyond its deadline, for it is not sent again then
 * Unknown otherwise                  UNKNOWN
 * </pre>
 */
final class Judge {

  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_CODE = 64;

  /** What every store has room for. */
  private static final int LONGEST_ID = 512;

  /** Whoever asks for more patience than this does not mean it. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(30);

  private static final double JITTER = 0.2;

  /** Says nothing of the message: this process had to stop or had no thread. */
  private static final Set<FailureReason> OF_THE_NODE =
      Set.of(FailureReason.CANCELLED, FailureReason.OVERLOADED);

  private final OutboxOptions options;
  private final Clock clock;
  private final RandomGenerator random;

  Judge(OutboxOptions options, Clock clock, RandomGenerator random) {
    this.options = options;
    this.clock = clock;
    this.random = random;
  }

  OutboxVerdict verdict(OutboxLease lease, SendResult result) {
    if (result instanceof Accepted accepted) {
      return new OutboxVerdict(
          lease.id(),
          lease.number(),
          OutboxState.ACCEPTED,
          Duration.ZERO,
          true,
          false,
          null,
          null,
          accepted.receipt().providerMessageId().map(id -> storable(id, LONGEST_ID)).orElse(null));
    }
    Failure failure = result.failure().orElseThrow();
    if (result instanceof Rejected) {
      return rejected(lease, failure);
    }
    boolean again =
        lease.draft().mode() == DeliveryMode.AT_LEAST_ONCE
            && !isLastAttempt(lease)
            && !isTooLate(lease);
    return again
        ? later(lease, backoff(lease, failure), true, true, failure)
        : ended(lease, OutboxState.UNKNOWN, failure);
  }

  private OutboxVerdict rejected(OutboxLease lease, Failure failure) {
    if (OF_THE_NODE.contains(failure.reason())) {
      return later(lease, options.initialBackoff(), false, lease.lost(), failure);
    }
    boolean ranOut = failure.reason() == FailureReason.EXPIRED;
    if (ranOut && isTooLate(lease)) {
      return ended(lease, OutboxState.EXPIRED, failure);
    }
    // The time of one way through the corridor was over, and not that of the entry.
    if (!failure.retryable() && !ranOut) {
      return ended(lease, OutboxState.REJECTED, failure);
    }
    return isLastAttempt(lease)
        ? ended(lease, OutboxState.DEAD, failure)
        : later(lease, backoff(lease, failure), true, false, failure);
  }

  /** An entry that cannot be read here; another node may be able to. */
  OutboxVerdict unreadable(OutboxLease lease, RuntimeException e) {
    String why =
        e instanceof IllegalArgumentException
            ? String.valueOf(e.getMessage())
            : "The codec threw " + e.getClass().getName();
    Failure failure = Failure.transientFailure(FailureReason.INVALID_MESSAGE, "unreadable", why);
    if (!isLastAttempt(lease)) {
      return later(lease, backoff(lease, failure), true, lease.lost(), failure);
    }
    return ended(lease, lease.lost() ? OutboxState.UNKNOWN : OutboxState.DEAD, failure);
  }

  /** An entry whose time was over before it was tried. */
  OutboxVerdict expired(OutboxLease lease) {
    return ended(
        lease,
        OutboxState.EXPIRED,
        Failure.permanent(
            FailureReason.EXPIRED,
            "expired",
            "The deadline " + lease.draft().deadline() + " had passed before it was sent"));
  }

  boolean isTooLate(OutboxLease lease) {
    Instant deadline = lease.draft().deadline();
    return deadline != null && !clock.instant().isBefore(deadline);
  }

  /** An entry that was not begun. */
  OutboxVerdict handBack(OutboxLease lease, String code, String why, Duration delay) {
    return later(
        lease,
        delay,
        false,
        lease.lost(),
        Failure.transientFailure(FailureReason.CANCELLED, code, why));
  }

  private boolean isLastAttempt(OutboxLease lease) {
    return lease.attempts() + 1 >= options.maxAttempts();
  }

  private Duration backoff(OutboxLease lease, Failure failure) {
    long initial = options.initialBackoff().toNanos();
    long longest = options.maxBackoff().toNanos();
    // A day in nanoseconds doubled sixteen times still is a long.
    int doublings = Math.min(lease.attempts(), 16);
    long full = initial > longest >> doublings ? longest : initial << doublings;
    long spread = (long) (full * (1 - JITTER * random.nextDouble()));
    Duration own = Duration.ofNanos(spread);
    Duration asked = failure.retryAfter().orElse(own);
    Duration wait = asked.compareTo(own) > 0 ? asked : own;
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private OutboxVerdict later(
      OutboxLease lease, Duration delay, boolean counts, boolean doubt, Failure failure) {
    return new OutboxVerdict(
        lease.id(),
        lease.number(),
        OutboxState.PENDING,
        notBeyondDeadline(lease, delay),
        counts,
        doubt,
        storable(failure.code(), LONGEST_CODE),
        storable(failure.text(), LONGEST_TEXT),
        null);
  }

  /** An entry that will be too late is expired when it is, not when it would be tried again. */
  private Duration notBeyondDeadline(OutboxLease lease, Duration delay) {
    Instant deadline = lease.draft().deadline();
    if (deadline == null) {
      return delay;
    }
    Duration left = Duration.between(clock.instant(), deadline);
    if (left.isNegative() || left.isZero()) {
      // What is in doubt does not expire: without a wait it would be taken up over and over.
      return lease.lost() ? delay : Duration.ZERO;
    }
    return left.compareTo(delay) < 0 ? left : delay;
  }

  private static OutboxVerdict ended(OutboxLease lease, OutboxState state, Failure failure) {
    return new OutboxVerdict(
        lease.id(),
        lease.number(),
        state,
        Duration.ZERO,
        true,
        false,
        storable(failure.code(), LONGEST_CODE),
        storable(failure.text(), LONGEST_TEXT),
        null);
  }

  /**
   * Returns a text as every store takes it: not too long, without characters that are none. A
   * verdict that a store refuses would keep all others from it.
   */
  private static String storable(String text, int most) {
    StringBuilder storable = new StringBuilder(Math.min(text.length(), most));
    text.codePoints()
        .map(point -> point == 0 || Character.getType(point) == Character.SURROGATE ? '?' : point)
        .takeWhile(point -> storable.length() + Character.charCount(point) <= most)
        .forEachOrdered(storable::appendCodePoint);
    return storable.toString();
  }
}
