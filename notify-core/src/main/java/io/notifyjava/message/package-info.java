/**
 * What is sent, and to whom: messages, their recipients and options, and the types that keep
 * secrets and personal data out of sight.
 *
 * <p>Plain values on the ground floor: depends on the JDK alone. Everyone may use it; provider
 * modules add their own {@link io.notifyjava.message.Message} types.
 */
@NullMarked
package io.notifyjava.message;

import org.jspecify.annotations.NullMarked;
