package io.notifyjava.internal.outbox;

import io.notifyjava.outbox.OutboxOptions;
import io.notifyjava.outbox.OutboxState;
import io.notifyjava.outbox.OutboxStore;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Forgets what ended long enough ago, a little at a time. Used by the dispatcher alone. */
final class Purger {

  static final int MOST_AT_ONCE = 500;
  private static final long EVERY = Duration.ofMinutes(10).toNanos();
  private static final long SOON = Duration.ofSeconds(1).toNanos();

  private final OutboxStore store;
  private final RandomGenerator random;
  private final Map<Duration, Set<OutboxState>> ages = new LinkedHashMap<>();
  private long dueAt;

  Purger(OutboxStore store, OutboxOptions options, RandomGenerator random, long now) {
    this.store = store;
    this.random = random;
    for (OutboxState state : OutboxState.values()) {
      options
          .retention(state)
          .ifPresent(
              age ->
                  ages.computeIfAbsent(age, any -> EnumSet.noneOf(OutboxState.class)).add(state));
    }
    dueAt = next(now);
  }

  /** Returns when to come by again. */
  long dueAt() {
    return dueAt;
  }

  void purgeIfDue(long now) {
    if (dueAt - now > 0) {
      return;
    }
    boolean more = false;
    // Set first: if the store fails, it is not asked for this at every chance.
    dueAt = next(now);
    for (Map.Entry<Duration, Set<OutboxState>> age : ages.entrySet()) {
      more |= store.purge(age.getKey(), age.getValue(), MOST_AT_ONCE) >= MOST_AT_ONCE;
    }
    if (more) {
      dueAt = now + SOON;
    }
  }

  /** Nodes that were started together are not to purge together. */
  private long next(long now) {
    return now + (long) (EVERY * (0.5 + random.nextDouble()));
  }
}
