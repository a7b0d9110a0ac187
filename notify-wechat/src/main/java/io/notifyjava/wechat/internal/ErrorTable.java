package io.notifyjava.wechat.internal;

import io.notifyjava.result.FailureReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The error codes of one platform, by endpoint and code: the same number means different things to
 * different endpoints. Filled once, by one thread, and only read from then on.
 *
 * @param <E> the platform's endpoints
 */
public final class ErrorTable<E extends Enum<E>> {

  private final Map<E, Map<Integer, ErrorRule>> rules;
  private final ErrorRule undocumented;
  private Set<E> endpoints;

  /**
   * Creates an empty table.
   *
   * @param undocumented what a code means that nobody put in
   */
  public ErrorTable(Class<E> endpoints, ErrorRule undocumented) {
    this.rules = new EnumMap<>(endpoints);
    this.endpoints = EnumSet.noneOf(endpoints);
    this.undocumented = undocumented;
    for (E endpoint : EnumSet.allOf(endpoints)) {
      rules.put(endpoint, new TreeMap<>());
    }
  }

  /** Says which endpoints the next codes belong to. */
  public ErrorTable<E> on(Set<E> endpoints) {
    this.endpoints = endpoints;
    return this;
  }

  /** Adds codes; a later rule replaces an earlier one, so the general comes first. */
  public ErrorTable<E> add(Treatment treatment, FailureReason reason, String advice, int... codes) {
    return put(new ErrorRule(reason, treatment, null, advice), codes);
  }

  /** Adds codes for which the platform says how long to wait. */
  public ErrorTable<E> add(
      Duration wait, Treatment treatment, FailureReason reason, String advice, int... codes) {
    return put(new ErrorRule(reason, treatment, wait, advice), codes);
  }

  private ErrorTable<E> put(ErrorRule rule, int... codes) {
    for (E endpoint : endpoints) {
      for (int code : codes) {
        rules(endpoint).put(code, rule);
      }
    }
    return this;
  }

  /** Returns the rule of a code; codes that nobody documents are final. */
  public ErrorRule rule(E endpoint, int code) {
    @Nullable ErrorRule rule = rules(endpoint).get(code);
    return rule == null ? undocumented : rule;
  }

  /** Returns all documented codes of an endpoint. */
  public Map<Integer, ErrorRule> rules(E endpoint) {
    return Objects.requireNonNull(rules.get(endpoint));
  }
}
