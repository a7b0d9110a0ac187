package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.internal.Hash64;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * A group robot: 20 messages a minute, then 45009 for 60 seconds. Thread-safe.
 *
 * @since 0.1.0
 */
public final class WeComRobot {

  private static final int PER_MINUTE = 20;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final String key;
  private final LongSupplier ticker;
  private final LongAdder accepted = new LongAdder();
  private volatile Frequency frequency;
  private volatile int refusal;

  WeComRobot(String key, LongSupplier ticker) {
    this.key = key;
    this.ticker = ticker;
    this.frequency = new Frequency(ticker, PER_MINUTE, MINUTE, MINUTE);
  }

  /** The {@code key} of its webhook. */
  public String key() {
    return key;
  }

  /** How many of its messages reached the group. */
  public long accepted() {
    return accepted.sum();
  }

  /** Somebody deletes it: 93000 from now on. */
  public void isDeleted() {
    refusal = 93000;
  }

  /** Somebody disables it: 93004 from now on. */
  public void isDisabled() {
    refusal = 93004;
  }

  /** Somebody takes it out of its group: 93008 from now on. */
  public void isNotInGroup() {
    refusal = 93008;
  }

  /** It works; so it does to begin with. */
  public void isWorking() {
    refusal = 0;
  }

  /** The owner of its media. */
  long owner() {
    return Hash64.of(key, 0) | 1;
  }

  /**
   * Checks that it works.
   *
   * @throws Refused 93000, 93004 or 93008
   */
  void requireWorking() {
    if (refusal != 0) {
      throw new Refused(refusal);
    }
  }

  /**
   * Counts a call, whether its message is good or not.
   *
   * @throws Refused 45009 for one too many
   */
  void charge() {
    if (!frequency.admit()) {
      throw new Refused(45009);
    }
  }

  void accept() {
    accepted.increment();
  }

  void reset() {
    refusal = 0;
    accepted.reset();
    frequency = new Frequency(ticker, PER_MINUTE, MINUTE, MINUTE);
  }

  /** Keeps the key out of every log. */
  @Override
  public String toString() {
    return "robot ***, " + accepted() + " messages";
  }
}
