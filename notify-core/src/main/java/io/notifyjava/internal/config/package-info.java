/**
 * Reads configuration from maps, properties and the environment, finds provider factories, and
 * collects every problem.
 *
 * <p>Not for users. Used by the composition root.
 */
@NullMarked
package io.notifyjava.internal.config;

import org.jspecify.annotations.NullMarked;
