package io.notifyjava.limit;

import java.time.Duration;
import java.util.Objects;

/**
 * What a {@link LimitStore} says to a claim.
 *
 * @since 0.1.0
 */
public sealed interface LimitVerdict {

  /** Every permit that the claim asks for was taken. */
  record Granted() implements LimitVerdict {

    static final Granted INSTANCE = new Granted();
  }

  /**
   * A bound is reached; no permit was taken.
   *
   * @param limit the name of the limit
   * @param bound the bound that is reached; of several the one whose wait is longest
   * @param retryAfter when all that are reached have room again if nobody else takes it; more than
   *     zero
   */
  record Refused(String limit, LimitBound bound, Duration retryAfter) implements LimitVerdict {

    public Refused {
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(bound, "bound");
      if (retryAfter.isNegative() || retryAfter.isZero()) {
        throw new IllegalArgumentException(
            "retryAfter must be more than zero, but was " + retryAfter);
      }
    }
  }

  /**
   * The store cannot count one more key; no permit was taken.
   *
   * @param text what is full and what can be done, for the result; holds no key
   */
  record Full(String text) implements LimitVerdict {

    public Full {
      Objects.requireNonNull(text, "text");
    }
  }

  /** Returns the verdict that every permit was taken. */
  static LimitVerdict granted() {
    return Granted.INSTANCE;
  }
}
