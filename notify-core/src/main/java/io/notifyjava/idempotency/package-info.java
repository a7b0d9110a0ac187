/**
 * Where several nodes remember together which idempotency keys were sent, so that a second send of
 * one key is answered with what came of the first, whichever node it comes to.
 *
 * <p>Uses {@code message} and {@code limit}. Callers give {@link
 * io.notifyjava.idempotency.Idempotency} to {@code NotifierBuilder.idempotency}; who keeps keys in
 * a place of their own implements {@link io.notifyjava.idempotency.IdempotencyStore}.
 */
@NullMarked
package io.notifyjava.idempotency;

import org.jspecify.annotations.NullMarked;
