/**
 * What stands between the corridor and a {@link io.notifyjava.limit.LimitStore}: makes claims with
 * hashed keys, and turns verdicts and failures of the store into answers.
 *
 * <p>Not for users. Made by the composition root; used by the corridor.
 */
@NullMarked
package io.notifyjava.internal.limit;

import org.jspecify.annotations.NullMarked;
