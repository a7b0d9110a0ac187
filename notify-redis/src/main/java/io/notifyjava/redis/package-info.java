/**
 * What the nodes of a service share in a Redis: access tokens, counts of limits, idempotency keys.
 *
 * <p>Applications make one {@link io.notifyjava.redis.RedisServer} and give the stores on it to
 * their notifier. Uses the core's seams {@code token}, {@code limit} and {@code idempotency}, and
 * nothing of its engine.
 */
@NullMarked
package io.notifyjava.redis;

import org.jspecify.annotations.NullMarked;
