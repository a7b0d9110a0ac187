package io.notifyjava.testkit.simulator;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A rule that a script has laid down: how often it fired, and a way to take it back. Thread-safe.
 *
 * @since 0.1.0
 */
public sealed class ScriptedRule permits ScriptedStep {

  private final long skipped;
  private final long every;
  private final AtomicLong left;
  private final AtomicLong matched = new AtomicLong();
  private final AtomicLong fired = new AtomicLong();

  ScriptedRule(Occasions occasions) {
    this.skipped = occasions.after();
    this.every = occasions.every();
    this.left = new AtomicLong(occasions.times());
  }

  /** How often the rule has fired. */
  public long fired() {
    return fired.get();
  }

  /** Takes the rule back: it fires no more. */
  public void cancel() {
    left.set(0);
  }

  /** Whether the rule can still fire; lets exhausted rules be passed quickly. */
  boolean alive() {
    return left.get() > 0;
  }

  /** Whether the rule fires on this matching call; counts the call either way. */
  boolean claim() {
    long number = matched.incrementAndGet() - skipped;
    if (number <= 0 || number % every != 0) {
      return false;
    }
    if (left.getAndUpdate(times -> Math.max(0, times - 1)) <= 0) {
      return false;
    }
    fired.incrementAndGet();
    return true;
  }
}
