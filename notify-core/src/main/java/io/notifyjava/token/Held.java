package io.notifyjava.token;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A token in use, with its times by the ticker. Immutable but for its proof.
 *
 * @param token what callers get
 * @param due from here on a renewal is due anyway, so that a refusal costs no budget
 * @param renewAt when a caller starts the next early renewal; at or after {@code due}
 * @param end when the token must not be used any more
 * @param proof whether the platform ever accepted it
 */
record Held(AccessToken token, long due, long renewAt, long end, Proof proof) {

  /** No platform that we know grants more than two hours; what claims more is a mistake. */
  private static final Duration LONGEST_LIFE = Duration.ofHours(24);

  static Held of(
      AccessToken token,
      long start,
      Duration lifetime,
      TokenCachePolicy policy,
      RandomGenerator random) {
    long life = cap(lifetime).toNanos();
    long margin = Math.min(policy.renewBefore().toNanos(), life / 2);
    long end = start + life;
    long due = end - margin;
    long renewAt = due + (long) (margin * policy.jitter() * random.nextDouble());
    return new Held(token, due, renewAt, end, new Proof());
  }

  static Duration cap(Duration lifetime) {
    return lifetime.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : lifetime;
  }

  /** The same token with another time for the next early renewal, never past its end. */
  Held renewingAt(long tick) {
    return new Held(token, due, tick - end < 0 ? tick : end, end, proof);
  }

  /** This grant of a token that was already in use: what is known of its use stays known. */
  Held provenAs(Held before) {
    return new Held(token, due, renewAt, end, before.proof);
  }

  boolean isGoodAt(long now) {
    return now - end < 0;
  }

  boolean hasValue(String value) {
    return token.value().equals(value);
  }

  /** Set once, read on every successful send, so it is one plain field behind one volatile read. */
  static final class Proof {

    private volatile boolean given;

    boolean given() {
      return given;
    }

    void give() {
      given = true;
    }
  }
}
