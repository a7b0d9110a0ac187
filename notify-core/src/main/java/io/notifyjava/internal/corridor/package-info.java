/**
 * The corridor: the stages through which every message walks, in one order, and the driver that
 * walks them in the caller's thread or on an executor.
 *
 * <p>Not for users. Made by the composition root alone; {@link
 * io.notifyjava.internal.corridor.Corridor} lists the stages.
 */
@NullMarked
package io.notifyjava.internal.corridor;

import org.jspecify.annotations.NullMarked;
