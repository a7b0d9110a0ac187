package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.ConnectionGate;
import io.notifyjava.testkit.wire.Fault;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** Counts new connections and holds the rules for them, in their order. Thread-safe. */
final class ConnectionRules implements ConnectionGate {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final LongAdder connections = new LongAdder();

  private record Entry(ScriptedRule rule, Fault fault) {}

  ScriptedRule add(Occasions occasions, Fault fault) {
    ScriptedRule rule = new ScriptedRule(occasions);
    entries.removeIf(entry -> !entry.rule().alive());
    entries.add(new Entry(rule, fault));
    return rule;
  }

  void clear() {
    entries.forEach(entry -> entry.rule().cancel());
    entries.clear();
  }

  /** How many connections there were, broken ones included. */
  long connections() {
    return connections.sum();
  }

  void resetConnections() {
    connections.reset();
  }

  @Override
  public Optional<Fault> onAccept(long number) {
    connections.increment();
    for (Entry entry : entries) {
      if (entry.rule().alive() && entry.rule().claim()) {
        return Optional.of(entry.fault());
      }
    }
    return Optional.empty();
  }
}
