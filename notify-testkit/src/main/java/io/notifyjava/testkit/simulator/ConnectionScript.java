package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.Fault;

/**
 * A rule for new connections being written: how often, and which fault.
 *
 * <p>For example {@code simulator.onConnection().next(2).fault(Fault.RESET_AT_ACCEPT)}. Works like
 * {@link WeChatScript}; immutable until {@link #fault} lays the rule down.
 *
 * @since 0.1.0
 */
public final class ConnectionScript {

  private final ConnectionRules rules;
  private final Occasions occasions;

  ConnectionScript(ConnectionRules rules, Occasions occasions) {
    this.rules = rules;
    this.occasions = occasions;
  }

  /** Fires on one connection only. */
  public ConnectionScript once() {
    return next(1);
  }

  /** Fires on the next so many connections, at least 1. */
  public ConnectionScript next(int connections) {
    return new ConnectionScript(rules, occasions.times(connections));
  }

  /** Lets the first so many connections pass, zero or more. */
  public ConnectionScript after(int connections) {
    return new ConnectionScript(rules, occasions.after(connections));
  }

  /** Fires on every n-th connection only, n at least 1. */
  public ConnectionScript every(int nth) {
    return new ConnectionScript(rules, occasions.every(nth));
  }

  /**
   * Breaks the connection before a request is read from it.
   *
   * @param fault one whose kind acts before a request
   * @throws IllegalArgumentException for any other fault
   */
  public ScriptedRule fault(Fault fault) {
    if (!fault.kind().beforeRequest()) {
      throw new IllegalArgumentException(
          fault.kind()
              + " needs a request to act on; use it with onToken(), onTemplate() or onCustomer()");
    }
    return rules.add(occasions, fault);
  }
}
