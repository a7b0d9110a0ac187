package io.notifyjava.token;

import io.notifyjava.result.Failure;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that the platform refused or that were replaced, and what their renewal costs. Not
 * thread-safe: {@link CacheState} guards it.
 */
final class Refusals {

  /**
   * A store that was down comes back with the token that it held, which may have been replaced many
   * times since. A value that comes back later than that is merely tried again.
   */
  private static final int FORMER_VALUES = 64;

  private final long recent;
  private final RenewalBudget budget;
  private final Deque<String> formerValues = new ArrayDeque<>();

  /** The token whose refusal the next renewal answers; null if the next one is due anyway. */
  private @Nullable Held last;

  private long lastAt;
  private int count;

  /** Whether the renewal that answers {@link #last} was paid for, however often it then fails. */
  private boolean charged;

  Refusals(TokenCachePolicy policy, long now) {
    this.recent = policy.refill().toNanos();
    this.budget = new RenewalBudget(policy, now);
  }

  /** Notes a refusal. One in the time in which a renewal is due anyway costs nothing. */
  void add(Held refused, long now) {
    last = refused;
    lastAt = now;
    count++;
    charged = now - refused.due() >= 0;
    replaced(refused);
  }

  /** Notes that a token was replaced: it must not come back through the store. */
  void replaced(Held former) {
    formerValues.remove(former.token().value());
    formerValues.addLast(former.token().value());
    if (formerValues.size() > FORMER_VALUES) {
      formerValues.removeFirst();
    }
  }

  boolean isFormer(String value) {
    return formerValues.contains(value);
  }

  /** How many there were, so that a renewal can tell whether one came while it was under way. */
  int count() {
    return count;
  }

  /** Returns why the last refused token may not be renewed now; null if it may. */
  @Nullable Failure denialAt(long now) {
    return last == null || charged ? null : budget.denial(last.proof().given(), now);
  }

  /** Pays for the renewal of the last refused token, once. */
  void charge(long now) {
    if (last != null && !charged) {
      budget.draw(last.proof().given(), now);
      charged = true;
    }
  }

  /** Tells whether a value is the one that the platform refused last. */
  boolean isLast(String value) {
    return last != null && last.hasValue(value);
  }

  /** Tells whether the last refusal is so fresh that the same value cannot have become good. */
  boolean isRecentAt(long now) {
    return now - lastAt < recent;
  }

  /** Tells whether the platform had accepted the token that it refused last. */
  boolean isLastProven() {
    return last != null && last.proof().given();
  }

  /** Pays for one more trial of a value that was refused some time ago. */
  void chargeTrial(long now) {
    budget.draw(false, now);
  }

  /** Notes that the platform accepted a value after all, for somebody else. */
  void accepted(String value) {
    if (last != null && last.hasValue(value)) {
      last.proof().give();
    }
  }

  /** A new token is there: the next renewal is not an answer to a refusal any more. */
  void settled() {
    last = null;
    charged = false;
  }
}
