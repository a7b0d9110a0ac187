/**
 * Which account sends a message, and what is tried instead when it certainly was not sent.
 *
 * <p>Uses {@code message} and {@code result}. Everyone may use it.
 */
@NullMarked
package io.notifyjava.route;

import org.jspecify.annotations.NullMarked;
