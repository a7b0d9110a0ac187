package io.notifyjava.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * When a {@link TokenCache} renews, how long it waits, and how often it may try.
 *
 * @param renewBefore how long before its end a token is renewed while it still serves; never more
 *     than half of the token's life is used; 1 s to 1 h; default 240 s. Keep it below 300 s for
 *     WeChat's stable token: the platform hands back the same token until its last 300 seconds
 * @param jitter share of {@code renewBefore} over which nodes spread the renewal, towards the end;
 *     0 to 1; default 0.25
 * @param waitLimit longest wait of a caller when there is no token, if its own limit is not
 *     shorter; more than zero, at most 5 minutes; default 5 s
 * @param renewalLimit how long one renewal may take, whoever waits for it; more than zero, less
 *     than {@code lockLease}; default 4 s
 * @param initialBackoff wait after the first failed renewal, doubled after each further one; more
 *     than zero; default 1 s
 * @param maxBackoff longest such wait; at least {@code initialBackoff}, at most 1 h; default 60 s
 * @param burst renewals of refused tokens that may follow each other at once; 1 to 1,000; default
 *     20
 * @param refill time in which one such renewal is earned back, and shortest time between two
 *     renewals of tokens that were never accepted; 1 s to 1 day; default 1 min
 * @param lockLease after this time the renewal of a node that died may be taken over by another; at
 *     most 10 minutes; default 15 s
 * @param storeLimit longest wait for one answer of the store; more than zero, at most {@code
 *     renewalLimit}; default 200 ms
 * @param firstStoreLimit the same for the first question of a cache, for which the store's client
 *     is loaded, connects, and may make its tables; more than zero, at most 1 min, but never less
 *     than {@code storeLimit} nor more than {@code renewalLimit} counts; default 2 s
 * @since 0.1.0
 */
public record TokenCachePolicy(
    Duration renewBefore,
    double jitter,
    Duration waitLimit,
    Duration renewalLimit,
    Duration initialBackoff,
    Duration maxBackoff,
    int burst,
    Duration refill,
    Duration lockLease,
    Duration storeLimit,
    Duration firstStoreLimit) {

  private static final Duration TICK = Duration.ofNanos(1);
  private static final TokenCachePolicy DEFAULTS =
      new TokenCachePolicy(
          Duration.ofSeconds(240),
          0.25,
          Duration.ofSeconds(5),
          Duration.ofSeconds(4),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          20,
          Duration.ofMinutes(1),
          Duration.ofSeconds(15),
          Duration.ofMillis(200),
          Duration.ofSeconds(2));

  public TokenCachePolicy {
    Problems problems = new Problems();
    problems.check("renewBefore", renewBefore, Duration.ofSeconds(1), Duration.ofHours(1));
    if (!(jitter >= 0 && jitter <= 1)) {
      problems.add("jitter must be 0 to 1, but was " + jitter);
    }
    problems.check("waitLimit", waitLimit, TICK, Duration.ofMinutes(5));
    problems.check("lockLease", lockLease, Duration.ofMillis(1), Duration.ofMinutes(10));
    problems.check("renewalLimit", renewalLimit, TICK, lockLease.minus(TICK));
    problems.check("initialBackoff", initialBackoff, TICK, Duration.ofHours(1));
    problems.check("maxBackoff", maxBackoff, initialBackoff, Duration.ofHours(1));
    if (burst < 1 || burst > 1_000) {
      problems.add("burst must be 1 to 1000, but was " + burst);
    }
    problems.check("refill", refill, Duration.ofSeconds(1), Duration.ofDays(1));
    problems.check("storeLimit", storeLimit, TICK, renewalLimit);
    problems.check("firstStoreLimit", firstStoreLimit, TICK, Duration.ofMinutes(1));
    problems.throwIfAny();
  }

  /** Returns the documented defaults. */
  public static TokenCachePolicy defaults() {
    return DEFAULTS;
  }

  /** Returns a builder that starts with the defaults. */
  public static Builder builder() {
    return DEFAULTS.toBuilder();
  }

  /** Returns a builder that starts with this policy. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Gathers what is wrong, so that it is reported together. */
  private static final class Problems {

    private final List<String> found = new ArrayList<>();

    void add(String problem) {
      found.add(problem);
    }

    void check(String name, Duration value, Duration least, Duration most) {
      Objects.requireNonNull(value, name);
      if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
        found.add(name + " must be " + least + " to " + most + ", but was " + value);
      }
    }

    void throwIfAny() {
      if (!found.isEmpty()) {
        throw new IllegalArgumentException(
            "The token cache policy is wrong: " + String.join("; ", found));
      }
    }
  }

  /**
   * Builds a policy. Not thread-safe; may be used again. The meaning, range and default of each
   * part stand at {@link TokenCachePolicy}; {@link #build()} names all that are wrong.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private Duration renewBefore;
    private double jitter;
    private Duration waitLimit;
    private Duration renewalLimit;
    private Duration initialBackoff;
    private Duration maxBackoff;
    private int burst;
    private Duration refill;
    private Duration lockLease;
    private Duration storeLimit;
    private Duration firstStoreLimit;

    private Builder(TokenCachePolicy from) {
      renewBefore = from.renewBefore;
      jitter = from.jitter;
      waitLimit = from.waitLimit;
      renewalLimit = from.renewalLimit;
      initialBackoff = from.initialBackoff;
      maxBackoff = from.maxBackoff;
      burst = from.burst;
      refill = from.refill;
      lockLease = from.lockLease;
      storeLimit = from.storeLimit;
      firstStoreLimit = from.firstStoreLimit;
    }

    /** Sets how long before its end a token is renewed, and the share of it that is random. */
    public Builder renewBefore(Duration renewBefore, double jitter) {
      this.renewBefore = Objects.requireNonNull(renewBefore, "renewBefore");
      this.jitter = jitter;
      return this;
    }

    /** Sets the longest wait of a caller when there is no token. */
    public Builder waitLimit(Duration waitLimit) {
      this.waitLimit = Objects.requireNonNull(waitLimit, "waitLimit");
      return this;
    }

    /** Sets how long one renewal may take. */
    public Builder renewalLimit(Duration renewalLimit) {
      this.renewalLimit = Objects.requireNonNull(renewalLimit, "renewalLimit");
      return this;
    }

    /** Sets the waits after failed renewals. */
    public Builder backoff(Duration initial, Duration max) {
      this.initialBackoff = Objects.requireNonNull(initial, "initial");
      this.maxBackoff = Objects.requireNonNull(max, "max");
      return this;
    }

    /** Sets how often refused tokens are renewed. */
    public Builder budget(int burst, Duration refill) {
      this.burst = burst;
      this.refill = Objects.requireNonNull(refill, "refill");
      return this;
    }

    /** Sets when the renewal of a node that died may be taken over. */
    public Builder lockLease(Duration lockLease) {
      this.lockLease = Objects.requireNonNull(lockLease, "lockLease");
      return this;
    }

    /** Sets the longest wait for one answer of the store. */
    public Builder storeLimit(Duration storeLimit) {
      this.storeLimit = Objects.requireNonNull(storeLimit, "storeLimit");
      return this;
    }

    /** Sets the longest wait for the first answer of the store. */
    public Builder firstStoreLimit(Duration firstStoreLimit) {
      this.firstStoreLimit = Objects.requireNonNull(firstStoreLimit, "firstStoreLimit");
      return this;
    }

    /**
     * Builds the policy.
     *
     * @throws IllegalArgumentException naming every part that is out of its range
     */
    public TokenCachePolicy build() {
      return new TokenCachePolicy(
          renewBefore,
          jitter,
          waitLimit,
          renewalLimit,
          initialBackoff,
          maxBackoff,
          burst,
          refill,
          lockLease,
          storeLimit,
          firstStoreLimit);
    }
  }
}
