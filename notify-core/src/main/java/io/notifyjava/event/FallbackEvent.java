package io.notifyjava.event;

import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;

/**
 * Something else is tried because what was tried before certainly did not go out; or, in the mode
 * at-least-once, because nobody knows whether it did.
 *
 * @param messageId the id under which logs and results speak of the message
 * @param from what was not sent
 * @param fromAccount the account that did not send it
 * @param to what is tried now; the same message if only the account changes
 * @param toAccount the account that is tried now
 * @param cause why
 * @param remembered true if {@code from} was not even tried, because its recipient's window is
 *     remembered as closed, or its account is known to be sick
 * @since 0.1.0
 */
public record FallbackEvent(
    String messageId,
    Message from,
    String fromAccount,
    Message to,
    String toAccount,
    Failure cause,
    boolean remembered) {}
