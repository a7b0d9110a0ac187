/**
 * Sending many messages at once: what to ask for ({@link io.notifyjava.batch.BatchOptions}), the
 * handle on it ({@link io.notifyjava.batch.Batch}), and what came of it ({@link
 * io.notifyjava.batch.BatchReport}). And where it writes down what it begins, so that another can
 * go on after a crash: the seam {@link io.notifyjava.batch.BatchLedger}, and one in a file.
 *
 * <p>Uses {@code message} and {@code result}. Everyone may use it; the engine behind it is
 * internal.
 */
@NullMarked
package io.notifyjava.batch;

import org.jspecify.annotations.NullMarked;
