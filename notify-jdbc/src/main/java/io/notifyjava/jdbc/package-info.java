/**
 * What a service keeps in an embedded file or in its own database: outbox, tokens, templates,
 * counts of limits, ledgers of batches.
 *
 * <p>Applications make one {@link io.notifyjava.jdbc.JdbcDatabase} and give the stores on it to
 * their notifier. Uses the core's seams {@code outbox}, {@code token}, {@code template}, {@code
 * limit} and {@code batch}, and nothing of its engine.
 */
@NullMarked
package io.notifyjava.jdbc;

import org.jspecify.annotations.NullMarked;
