/**
 * What the nodes of a service share in a Redis: access tokens and counts of limits.
 *
 * <p>Applications make one {@link io.notifyjava.redis.RedisServer} and give the stores on it to
 * their notifier. Uses the core's seams {@code token} and {@code limit}, and nothing of its engine.
 */
@NullMarked
package io.notifyjava.redis;

import org.jspecify.annotations.NullMarked;
