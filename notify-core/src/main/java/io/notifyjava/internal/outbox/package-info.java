/**
 * The engine of the outbox: takes messages over, claims what is due for the places that are free,
 * sends it through the corridor, and brings the verdicts back, one transaction of the store for
 * each round.
 *
 * <p>Not for users. Made by the composition root alone, through {@link
 * io.notifyjava.internal.outbox.OutboxEngine}; the codecs of the core's own messages stand here
 * too.
 */
@NullMarked
package io.notifyjava.internal.outbox;

import org.jspecify.annotations.NullMarked;
