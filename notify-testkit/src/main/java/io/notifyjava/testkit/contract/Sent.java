package io.notifyjava.testkit.contract;

import io.notifyjava.result.SendResult;
import java.time.Duration;

/**
 * One call of a provider that has ended.
 *
 * @param result what it returned
 * @param took how long it took by a real ticker
 * @param interrupted whether the thread's interrupt flag was set afterwards
 */
record Sent(SendResult result, Duration took, boolean interrupted) {}
