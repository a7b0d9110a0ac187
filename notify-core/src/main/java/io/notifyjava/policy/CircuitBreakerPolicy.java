package io.notifyjava.policy;

import java.time.Duration;

/**
 * When calls to a sick account stop for a while. Only unavailability, time-outs and answers that
 * are no answers count as sickness; a refused message does not.
 *
 * @param failureRate share of sick calls among the last {@code window} that opens the circuit;
 *     above 0, at most 1; default 0.5
 * @param window calls looked at; 1 to 10,000; default 100
 * @param minimumCalls calls before the circuit can open at all; 1 to {@code window}; default 20
 * @param openFor how long no call is made; more than zero; default 10 s
 * @param trialCalls calls let through afterwards to see whether it is well again; 1 to 1,000;
 *     default 5
 * @since 0.1.0
 */
public record CircuitBreakerPolicy(
    double failureRate, int window, int minimumCalls, Duration openFor, int trialCalls) {

  private static final CircuitBreakerPolicy DEFAULTS =
      new CircuitBreakerPolicy(0.5, 100, 20, Duration.ofSeconds(10), 5);

  public CircuitBreakerPolicy {
    Ranges.check("failureRate", failureRate, 0.001, 1);
    Ranges.check("window", window, 1, 10_000);
    Ranges.check("minimumCalls", minimumCalls, 1, window);
    Ranges.positive("openFor", openFor);
    Ranges.check("trialCalls", trialCalls, 1, 1_000);
  }

  /** Returns the documented defaults. */
  public static CircuitBreakerPolicy defaults() {
    return DEFAULTS;
  }
}
