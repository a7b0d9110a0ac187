/**
 * Waiting and running without a caller's thread: the timer thread and the executor for notifiers
 * that were given none.
 *
 * <p>Not for users. Used by the composition root and the corridor.
 */
@NullMarked
package io.notifyjava.internal.time;

import org.jspecify.annotations.NullMarked;
