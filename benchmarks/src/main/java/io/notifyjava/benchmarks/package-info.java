/**
 * The command {@code benchmarks/run}: starts the stub and the load runs in JVMs of their own, round
 * by round, and prints one table.
 */
@NullMarked
package io.notifyjava.benchmarks;

import org.jspecify.annotations.NullMarked;
