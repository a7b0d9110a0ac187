/**
 * The engine of a batch: takes messages from a source, hands them to the caller's executor, and
 * tells each result to the sink, within a bounded window and without a thread of its own.
 *
 * <p>Not for users. Made by the composition root alone, through {@link
 * io.notifyjava.internal.batch.BatchEngine}.
 */
@NullMarked
package io.notifyjava.internal.batch;

import org.jspecify.annotations.NullMarked;
