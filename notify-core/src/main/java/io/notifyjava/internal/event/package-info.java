/**
 * Hands events to listeners, each on its own thread behind a bounded queue.
 *
 * <p>Not for users. Used by the corridor and the composition root.
 */
@NullMarked
package io.notifyjava.internal.event;

import org.jspecify.annotations.NullMarked;
