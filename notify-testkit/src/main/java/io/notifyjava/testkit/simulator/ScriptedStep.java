package io.notifyjava.testkit.simulator;

import java.util.function.Function;

/**
 * A rule for calls that a script has laid down, and where the story goes on. Thread-safe.
 *
 * @param <S> the kind of script that goes on from here
 * @since 0.1.0
 */
public final class ScriptedStep<S> extends ScriptedRule {

  private final boolean endless;
  private final Function<ScriptedRule, S> next;

  ScriptedStep(Occasions occasions, Function<ScriptedRule, S> next) {
    super(occasions);
    this.endless = occasions.times() == Long.MAX_VALUE;
    this.next = next;
  }

  /**
   * Begins the next rule, for the same calls, which holds only after this one has fired as often as
   * it may (or was taken back).
   *
   * @throws IllegalStateException if this rule holds for ever
   */
  public S then() {
    if (endless) {
      throw new IllegalStateException(
          "what comes before then() must come to an end; say once(), first(n) or next(n) in it");
    }
    return next.apply(this);
  }
}
