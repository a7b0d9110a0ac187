package io.notifyjava.idempotency;

import java.util.Objects;

/**
 * What an {@link IdempotencyStore} says to a claim.
 *
 * @since 0.1.0
 */
public sealed interface IdempotencyVerdict {

  /** The key was free, and is the claim's now; or was its already. */
  record First() implements IdempotencyVerdict {

    static final First INSTANCE = new First();
  }

  /**
   * Another owner has the key, and still has time to say what came of it.
   *
   * @param content of the other owner's claim
   */
  record InFlight(String content) implements IdempotencyVerdict {

    public InFlight {
      Objects.requireNonNull(content, "content");
    }
  }

  /**
   * Another owner had the key, and said what came of it.
   *
   * @param content of the other owner's claim
   * @param result as it was recorded
   */
  record Ended(String content, String result) implements IdempotencyVerdict {

    public Ended {
      Objects.requireNonNull(content, "content");
      Objects.requireNonNull(result, "result");
    }
  }

  /**
   * Another owner had the key and let its time pass without a word: it died, or could not reach the
   * store. Its message may have been sent.
   *
   * @param content of the other owner's claim
   */
  record Lost(String content) implements IdempotencyVerdict {

    public Lost {
      Objects.requireNonNull(content, "content");
    }
  }

  /** Returns the verdict that the key is the claim's. */
  static IdempotencyVerdict first() {
    return First.INSTANCE;
  }
}
