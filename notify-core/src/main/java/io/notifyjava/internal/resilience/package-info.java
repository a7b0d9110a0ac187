/**
 * What protects accounts from us and us from accounts: the circuit breaker over Resilience4j, the
 * rate limiter, the retry budget and the back-off, and the memories over Caffeine.
 *
 * <p>Not for users. Used by the corridor. No type of those libraries leaves this package.
 */
@NullMarked
package io.notifyjava.internal.resilience;

import org.jspecify.annotations.NullMarked;
