/**
 * How patient, how fast and how careful a notifier is: plain records with documented defaults.
 *
 * <p>Uses {@code result} and {@code message}. Read by the engine in {@code internal}; set by
 * callers.
 */
@NullMarked
package io.notifyjava.policy;

import org.jspecify.annotations.NullMarked;
