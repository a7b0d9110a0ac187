/**
 * What came of a send, told truthfully: {@link io.notifyjava.result.SendResult} and its parts, and
 * the one root of the library's exceptions.
 *
 * <p>Uses {@code message} alone. Everyone may use it.
 */
@NullMarked
package io.notifyjava.result;

import org.jspecify.annotations.NullMarked;
