package io.notifyjava.limit;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One message that asks for its permits: one of every bound of every demand, or none at all.
 *
 * <p>Holds no address in the clear.
 *
 * @param id by which it is committed or released; unique for each attempt over all that share the
 *     store; at most 64 printable ASCII characters
 * @param at when it asks, by the clock of the notifier that asks; decides in which window it counts
 * @param demands at least one, no two of which have equal keys
 * @since 0.1.0
 */
public record LimitClaim(String id, Instant at, List<Demand> demands) {

  public LimitClaim {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(at, "at");
    demands = List.copyOf(demands);
    if (demands.isEmpty()) {
      throw new IllegalArgumentException("A claim must have at least one demand");
    }
  }

  /**
   * What is asked of one limit.
   *
   * @param limit its name
   * @param key what is counted under it, the name included: 32 hexadecimal digits of a hash
   * @param bounds at least one, no two of which have equal windows
   */
  public record Demand(String limit, String key, List<LimitBound> bounds) {

    public Demand {
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(key, "key");
      bounds = List.copyOf(bounds);
      if (bounds.isEmpty()) {
        throw new IllegalArgumentException("A demand must have at least one bound");
      }
    }
  }
}
