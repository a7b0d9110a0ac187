/**
 * The outbox beside general job libraries: the same jobs, the same database, one JVM for each run.
 *
 * <p>{@code OutboxBenchmark} is the program that a person starts; it starts {@code Run} for each
 * contender. Nobody else calls in here.
 */
@NullMarked
package io.notifyjava.benchmarks.outbox;

import org.jspecify.annotations.NullMarked;
