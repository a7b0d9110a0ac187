package io.notifyjava.route;

import io.notifyjava.message.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The accounts that may send a message, the preferred one first. The next is tried only when the
 * message certainly was not sent and the failure lies with the account, not with the message; or
 * when the outcome is unknown and the message's delivery mode says at-least-once. An account that
 * is known to be sick is passed over while another one of the route is not.
 *
 * @param accounts names of configured accounts; 1 to 16, none twice
 * @since 0.1.0
 */
public record Route(List<String> accounts) {

  public Route {
    accounts = List.copyOf(accounts);
    if (accounts.isEmpty() || accounts.size() > 16) {
      throw new IllegalArgumentException(
          "A route must name 1 to 16 accounts, but named " + accounts.size());
    }
    accounts.forEach(account -> Texts.required("account", account, 64));
    if (new LinkedHashSet<>(accounts).size() < accounts.size()) {
      throw new IllegalArgumentException(
          "A route must name each account once, but was " + accounts);
    }
  }

  /** Returns a route to one account. */
  public static Route to(String account) {
    return new Route(List.of(account));
  }

  /** Returns this route with one more account, to be tried after the others. */
  public Route thenTo(String account) {
    List<String> more = new ArrayList<>(accounts);
    more.add(account);
    return new Route(more);
  }
}
