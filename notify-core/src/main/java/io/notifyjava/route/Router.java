package io.notifyjava.route;

import io.notifyjava.message.Message;
import java.util.Optional;

/**
 * Chooses the accounts for a message that does not name its own.
 *
 * <p>Called by many threads at once, in the thread that sends; must be quick and must not block.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Router {

  /**
   * Returns the route; empty leaves the choice to the notifier, which takes the only account that
   * can send this type of message and refuses the message if there are several.
   */
  Optional<Route> route(Message message);

  /** Returns a router that leaves every choice to the notifier. */
  static Router byType() {
    return message -> Optional.empty();
  }
}
