package io.notifyjava.result;

import java.util.List;
import java.util.Objects;

/**
 * The way that a message took through the notifier.
 *
 * @param messageId the id under which logs and events speak of the message; empty in results that a
 *     provider made and the notifier has not yet completed
 * @param attempts every call to a provider, in order, over all retries and alternatives; empty if
 *     the message was refused before any
 * @since 0.1.0
 */
public record Trace(String messageId, List<Attempt> attempts) {

  /** The trace of a result that has not passed through a notifier. */
  public static final Trace NONE = new Trace("", List.of());

  public Trace {
    Objects.requireNonNull(messageId, "messageId");
    attempts = List.copyOf(attempts);
  }
}
