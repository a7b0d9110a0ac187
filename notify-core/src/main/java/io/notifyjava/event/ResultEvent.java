package io.notifyjava.event;

import io.notifyjava.message.Message;
import io.notifyjava.result.SendResult;
import java.time.Duration;

/**
 * The final result of a message.
 *
 * @param message as the caller gave it
 * @param result what came of it; has the message id
 * @param took from the call to the result
 * @since 0.1.0
 */
public record ResultEvent(Message message, SendResult result, Duration took) {}
