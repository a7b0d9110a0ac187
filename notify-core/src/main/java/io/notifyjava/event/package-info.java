/**
 * What a notifier tells its observers while it works.
 *
 * <p>Uses {@code message}, {@code result} and {@code outbox}. Callers implement {@link
 * io.notifyjava.event.NotifierListener}; only the engine makes events.
 */
@NullMarked
package io.notifyjava.event;

import org.jspecify.annotations.NullMarked;
