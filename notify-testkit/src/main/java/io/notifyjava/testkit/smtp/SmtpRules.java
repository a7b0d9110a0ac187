package io.notifyjava.testkit.smtp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The rules that scripts have laid down, in their order. Thread-safe. */
final class SmtpRules {

  private final List<Entry> entries = new CopyOnWriteArrayList<>();

  /** What a rule does with a call that it took. */
  @FunctionalInterface
  interface Action {

    /**
     * Answers the call.
     *
     * @param success how the server would say yes at this stage
     * @param standard lets the server act as without a rule, once
     */
    SmtpAnswer play(SmtpReply success, Standard standard) throws IOException, SmtpEnd;
  }

  /** What the server does without a rule. */
  @FunctionalInterface
  interface Standard {

    /** Acts and returns what the server would say, a refusal included. */
    SmtpReply get() throws IOException, SmtpEnd;
  }

  private record Entry(Predicate<SmtpCall> condition, SmtpRule rule, Action action) {}

  void add(Predicate<SmtpCall> condition, SmtpRule rule, Action action) {
    entries.removeIf(entry -> !entry.rule().alive());
    entries.add(new Entry(condition, rule, action));
  }

  void clear() {
    entries.forEach(entry -> entry.rule().cancel());
    entries.clear();
  }

  /** Whether nothing is scripted, so that no call need be described. */
  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The action of the first rule that fires on this call. */
  Optional<Action> claim(SmtpCall call) {
    for (Entry entry : entries) {
      if (entry.rule().alive() && entry.condition().test(call) && entry.rule().claim()) {
        return Optional.of(entry.action());
      }
    }
    return Optional.empty();
  }
}
