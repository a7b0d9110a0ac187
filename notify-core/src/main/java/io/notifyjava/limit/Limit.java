package io.notifyjava.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How many messages of one kind may go out: a key that says what is counted together, and one or
 * more bounds that all must have room.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class Limit {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

  private final String name;
  private final LimitKey key;
  private final List<LimitBound> bounds;
  private final Duration maxWait;

  private Limit(Builder builder) {
    this.name = builder.name;
    this.key = builder.key;
    this.bounds = List.copyOf(builder.bounds);
    this.maxWait = builder.maxWait;
  }

  /**
   * Begins a limit that counts all messages of an account together, for each account by itself,
   * unless {@link Builder#per} says otherwise.
   *
   * @param name 1 to 64 lower-case letters, digits, dots and hyphens; it stands in results and
   *     logs, and is a part of what is counted: a limit that is renamed begins at zero
   * @throws IllegalArgumentException if the name is not such a word
   */
  public static Builder named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The name of a limit must be 1 to 64 lower-case letters, digits, dots and hyphens,"
              + " but was: "
              + name);
    }
    return new Builder(name);
  }

  /** Returns the name that stands in results and logs. */
  public String name() {
    return name;
  }

  /** Returns what is counted together. */
  public LimitKey key() {
    return key;
  }

  /** Returns the bounds, all of which must have room; no two have equal windows. */
  public List<LimitBound> bounds() {
    return bounds;
  }

  /** Returns how long a message may wait for room at a time; zero if it is refused at once. */
  public Duration maxWait() {
    return maxWait;
  }

  @Override
  public String toString() {
    return "Limit[" + name + ": " + bounds + "]";
  }

  /**
   * Sets up a limit. Not thread-safe.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    private static final int MOST_BOUNDS = 8;

    private final String name;
    private final List<LimitBound> bounds = new ArrayList<>();
    private LimitKey key = LimitKey.account();
    private Duration maxWait = Duration.ZERO;

    private Builder(String name) {
      this.name = name;
    }

    /** What is counted together; {@link LimitKey#account()} by default. */
    public Builder per(LimitKey key) {
      this.key = Objects.requireNonNull(key, "key");
      return this;
    }

    /**
     * Adds a bound.
     *
     * @param permits messages in the window, in the range of {@link LimitBound#permits}
     * @throws IllegalArgumentException if there is a bound with an equal window already, or there
     *     are 8
     */
    public Builder atMost(int permits, LimitWindow window) {
      LimitBound bound = new LimitBound(permits, window);
      if (bounds.size() == MOST_BOUNDS) {
        throw new IllegalArgumentException(
            "Limit '" + name + "' must have at most " + MOST_BOUNDS + " bounds");
      }
      for (LimitBound other : bounds) {
        if (other.window().equals(window)) {
          throw new IllegalArgumentException(
              "Limit '" + name + "' has a bound of " + other + " already; keep one of the two");
        }
      }
      bounds.add(bound);
      return this;
    }

    /**
     * How long a message may wait for room at a time, within its time limit and holding no thread;
     * zero, by default, refuses it at once. Who is overtaken while it waits, waits again.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder maxWait(Duration maxWait) {
      if (maxWait.isNegative()) {
        throw new IllegalArgumentException("maxWait must not be negative, but was " + maxWait);
      }
      this.maxWait = maxWait;
      return this;
    }

    /**
     * Returns the limit.
     *
     * @throws IllegalStateException if it has no bound
     */
    public Limit build() {
      if (bounds.isEmpty()) {
        throw new IllegalStateException(
            "Limit '" + name + "' must have at least one bound; add one with atMost(...)");
      }
      return new Limit(this);
    }
  }
}
