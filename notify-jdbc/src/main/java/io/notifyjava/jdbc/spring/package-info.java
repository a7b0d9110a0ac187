/**
 * The outbox inside of Spring's transactions.
 *
 * <p>For services with Spring alone: its classes are on the class path of nobody else, and nothing
 * in {@code io.notifyjava.jdbc} refers to this package. Uses the core's {@code outbox} and Spring's
 * {@code spring-jdbc} and {@code spring-tx}, of which 6.0 and later have what it needs.
 */
@NullMarked
package io.notifyjava.jdbc.spring;

import org.jspecify.annotations.NullMarked;
