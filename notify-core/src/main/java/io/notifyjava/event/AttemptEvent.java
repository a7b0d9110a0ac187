package io.notifyjava.event;

import io.notifyjava.message.Message;
import io.notifyjava.result.Attempt;

/**
 * One call to a provider has ended.
 *
 * @param messageId the id under which logs and results speak of the message
 * @param message what was sent, as it was rendered
 * @param attempt what came of it
 * @since 0.1.0
 */
public record AttemptEvent(String messageId, Message message, Attempt attempt) {}
