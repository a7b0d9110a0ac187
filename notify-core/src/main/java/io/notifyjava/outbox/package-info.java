/**
 * Messages that are sent even if the process dies: kept in a database until what became of them is
 * known.
 *
 * <p>Uses {@code message} and {@code result}. Callers get an {@link io.notifyjava.outbox.Outbox}
 * from their notifier; who keeps the rows implements {@link io.notifyjava.outbox.OutboxStore}; who
 * brings a type of message brings a {@link io.notifyjava.outbox.MessageCodec} for it.
 */
@NullMarked
package io.notifyjava.outbox;

import org.jspecify.annotations.NullMarked;
