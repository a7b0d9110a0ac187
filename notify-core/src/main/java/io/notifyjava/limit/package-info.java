/**
 * How many messages may go out in which time: to one recipient, with one template, over one
 * account, and whatever else a caller counts.
 *
 * <p>Uses {@code message}. Callers describe {@link io.notifyjava.limit.Limits} and give them to
 * {@code NotifierBuilder.limits}; who keeps the counts elsewhere than in this process implements
 * {@link io.notifyjava.limit.LimitStore}.
 */
@NullMarked
package io.notifyjava.limit;

import org.jspecify.annotations.NullMarked;
