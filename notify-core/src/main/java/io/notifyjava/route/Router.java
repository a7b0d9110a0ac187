package io.notifyjava.route;

import io.notifyjava.message.Message;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the accounts for a message that does not name its own. {@link Routers} has the usual
 * ones; a rule of your own is a lambda.
 *
 * <p>Called by many threads at once, in the thread that sends; must be quick and must not block. It
 * need not know which accounts are well: the notifier passes over those that are sick, as long as
 * the route has another one.
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

  /**
   * Returns the accounts that it may name, as far as it knows them beforehand; empty by default. A
   * notifier is not built if one of them is not configured.
   */
  default Set<String> accounts() {
    return Set.of();
  }

  /** Returns a router that asks another one about the messages for which this one has no route. */
  default Router orElse(Router other) {
    Objects.requireNonNull(other, "other");
    Router first = this;
    Set<String> both = new LinkedHashSet<>(accounts());
    both.addAll(other.accounts());
    return new Known(both) {
      @Override
      public Optional<Route> route(Message message) {
        Optional<Route> route = first.route(message);
        return route.isPresent() ? route : other.route(message);
      }
    };
  }

  /** Returns a router that leaves every choice to the notifier. */
  static Router byType() {
    return message -> Optional.empty();
  }
}
