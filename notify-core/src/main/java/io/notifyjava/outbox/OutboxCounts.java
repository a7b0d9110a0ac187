package io.notifyjava.outbox;

import java.util.EnumMap;
import java.util.Map;

/**
 * How many entries there are in each state, at one moment.
 *
 * @param byState states with no entry may be absent
 * @since 0.1.0
 */
public record OutboxCounts(Map<OutboxState, Long> byState) {

  public OutboxCounts {
    Map<OutboxState, Long> copy = new EnumMap<>(OutboxState.class);
    copy.putAll(byState);
    byState = Map.copyOf(copy);
  }

  /** Returns how many are in a state. */
  public long of(OutboxState state) {
    return byState.getOrDefault(state, 0L);
  }

  /** Returns how many are not finished. */
  public long open() {
    return of(OutboxState.PENDING) + of(OutboxState.LEASED);
  }
}
