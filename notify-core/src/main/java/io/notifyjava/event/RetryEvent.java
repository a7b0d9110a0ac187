package io.notifyjava.event;

import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import java.time.Duration;

/**
 * A message waits before it is tried again.
 *
 * @param messageId the id under which logs and results speak of the message
 * @param message what will be sent again
 * @param account the account that will be called again
 * @param cause why the attempt before did not succeed
 * @param delay how long it waits
 * @since 0.1.0
 */
public record RetryEvent(
    String messageId, Message message, String account, Failure cause, Duration delay) {}
