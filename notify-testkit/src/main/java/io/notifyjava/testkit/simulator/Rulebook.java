package io.notifyjava.testkit.simulator;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The rules that scripts have laid down, in their order. Thread-safe. */
final class Rulebook {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  private record Entry(Predicate<Call> condition, ScriptedRule rule, RuleAction action) {}

  void add(Predicate<Call> condition, ScriptedRule rule, RuleAction action) {
    entries.removeIf(entry -> !entry.rule().alive());
    entries.add(new Entry(condition, rule, action));
  }

  void clear() {
    entries.forEach(entry -> entry.rule().cancel());
    entries.clear();
  }

  /** The action of the first rule that fires on this call. */
  Optional<RuleAction> claim(Call call) {
    for (Entry entry : entries) {
      if (entry.rule().alive() && entry.condition().test(call) && entry.rule().claim()) {
        return Optional.of(entry.action());
      }
    }
    return Optional.empty();
  }
}
