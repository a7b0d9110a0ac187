package io.notifyjava.examples.broadcast;

import org.jspecify.annotations.Nullable;

/**
 * How the simulator is to behave.
 *
 * @param latency as {@link io.notifyjava.testkit.wire.Latency#parse} reads it
 * @param closedWindows share of the followers whose window is closed, 0 to 1
 * @param quota customer-service messages that may be sent on a day; null for no limit
 */
record SimulatorSetup(String latency, double closedWindows, @Nullable Long quota) {}
