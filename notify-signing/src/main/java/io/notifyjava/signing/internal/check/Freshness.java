package io.notifyjava.signing.internal.check;

import io.notifyjava.signing.RefusalReason;
import io.notifyjava.signing.ReplayGuard;
import io.notifyjava.signing.Tolerance;
import io.notifyjava.signing.Verification;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last two checks of every verifier, once the signature is known to be right: time, then
 * repetition.
 */
public final class Freshness {

  private static final Verification.Refused EXPIRED =
      Verification.refused(
          RefusalReason.EXPIRED,
          "the signature is right, but older than the tolerance; compare the clocks, or sign anew for"
              + " each attempt");
  private static final Verification.Refused FUTURE =
      Verification.refused(
          RefusalReason.FUTURE,
          "the signature is right, but of a time further ahead than the tolerance; compare the clocks");
  private static final Verification.Refused REPLAYED =
      Verification.refused(
          RefusalReason.REPLAYED,
          "the signature is right and in time, but was seen before; sign anew for each attempt");
  private static final Verification.Refused UNDECIDED =
      Verification.refused(
          RefusalReason.UNAVAILABLE,
          "the replay guard is full, failed or gave no answer, so the request is refused; look at its"
              + " capacity and its store");

  private final Clock clock;
  private final Tolerance tolerance;
  private final @Nullable ReplayGuard guard;

  /**
   * Makes the checks.
   *
   * @param guard null if repeated requests are let through
   */
  public Freshness(Clock clock, Tolerance tolerance, @Nullable ReplayGuard guard) {
    this.clock = clock;
    this.tolerance = tolerance;
    this.guard = guard;
  }

  /** Returns the verifier's time. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Returns why a request with a right signature is refused; null if it is not.
   *
   * @param replayId what makes it one of a kind
   */
  public Verification.@Nullable Refused judge(Instant now, Instant signedAt, String replayId) {
    // Added to the signer's time, which has ten digits and cannot overflow, never to ours.
    if (now.isAfter(signedAt.plus(tolerance.past()))) {
      return EXPIRED;
    }
    if (now.isBefore(signedAt.minus(tolerance.future()))) {
      return FUTURE;
    }
    return guard == null ? null : repeated(guard, now, signedAt, replayId);
  }

  private Verification.@Nullable Refused repeated(
      ReplayGuard guard, Instant now, Instant signedAt, String replayId) {
    // Longer than it could be accepted, in case our clock is set back.
    Instant until = signedAt.plus(tolerance.past()).plus(tolerance.future());
    ReplayGuard.Sighting sighting = ask(guard, replayId, now, until);
    if (sighting == ReplayGuard.Sighting.FIRST) {
      return null;
    }
    return sighting == ReplayGuard.Sighting.REPEATED ? REPLAYED : UNDECIDED;
  }

  private static ReplayGuard.@Nullable Sighting ask(
      ReplayGuard guard, String replayId, Instant now, Instant until) {
    try {
      return guard.note(replayId, now, until);
    } catch (RuntimeException e) {
      // Whatever its store threw: nothing is known of the request, and so it is refused.
      return null;
    }
  }
}
