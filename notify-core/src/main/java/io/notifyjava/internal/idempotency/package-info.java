/**
 * What stands between the corridor and an {@link io.notifyjava.idempotency.IdempotencyStore}: makes
 * claims with hashed keys, writes results down and reads them, and turns verdicts and failures of
 * the store into answers.
 *
 * <p>Not for users. Made by the composition root; used by the corridor.
 */
@NullMarked
package io.notifyjava.internal.idempotency;

import org.jspecify.annotations.NullMarked;
