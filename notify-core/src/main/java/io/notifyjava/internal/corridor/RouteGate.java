package io.notifyjava.internal.corridor;

import io.notifyjava.message.Message;
import io.notifyjava.result.Failure;
import io.notifyjava.result.FailureReason;
import io.notifyjava.result.SendResult;
import io.notifyjava.route.Route;
import io.notifyjava.route.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the accounts for each message of the chain, and lets them refuse what they cannot send.
 */
final class RouteGate implements Gate {

  private final Map<String, Account> accounts;
  private final @Nullable Account onlyAccount;
  private final Router router;

  RouteGate(Map<String, Account> accounts, Router router) {
    this.accounts = accounts;
    this.onlyAccount = accounts.size() == 1 ? accounts.values().iterator().next() : null;
    this.router = router;
  }

  @Override
  public @Nullable SendResult pass(Delivery delivery) {
    List<Leg> legs = new ArrayList<>();
    for (int i = 0; i < delivery.alternatives.size(); i++) {
      Delivery.Alternative alternative = delivery.alternatives.get(i);
      Message message = alternative.message();
      List<String> names = names(message);
      Account only = onlyAccount;
      if (only != null
          && names.isEmpty()
          && delivery.alternatives.size() == 1
          && fits(only, message)) {
        // The usual case: one message over one account, which needs no list of problems.
        delivery.route(List.of(new Leg(0, message, only, alternative.opensOn())));
        return null;
      }
      List<String> problems = new ArrayList<>();
      for (Account account : accounts(names, message, problems)) {
        problems.addAll(account.provider().problems(message));
        legs.add(new Leg(i, message, account, alternative.opensOn()));
      }
      if (!problems.isEmpty()) {
        return SendResult.rejected(
            Failure.permanent(
                FailureReason.INVALID_MESSAGE, "invalid-message", String.join("; ", problems)));
      }
    }
    delivery.route(List.copyOf(legs));
    return null;
  }

  private static boolean fits(Account account, Message message) {
    return account.supports(message) && account.provider().problems(message).isEmpty();
  }

  private List<Account> accounts(List<String> names, Message message, List<String> problems) {
    if (names.isEmpty()) {
      return onlyOne(message, problems);
    }
    List<Account> chosen = new ArrayList<>(names.size());
    for (String name : names) {
      Account account = accounts.get(name);
      if (account == null) {
        problems.add(
            "Account '" + name + "' is not configured; configured are " + accounts.keySet());
      } else if (!account.supports(message)) {
        problems.add("Account '" + name + "' cannot send messages of type " + message.typeName());
      } else {
        chosen.add(account);
      }
    }
    return chosen;
  }

  private List<String> names(Message message) {
    Optional<String> named = message.options().account();
    return named.isPresent()
        ? List.of(named.get())
        : router.route(message).map(Route::accounts).orElse(List.of());
  }

  private List<Account> onlyOne(Message message, List<String> problems) {
    List<Account> able = accounts.values().stream().filter(a -> a.supports(message)).toList();
    if (able.isEmpty()) {
      problems.add(
          "No configured account can send messages of type "
              + message.typeName()
              + "; configured are "
              + accounts.keySet());
    } else if (able.size() > 1) {
      problems.add(
          "Accounts "
              + able
              + " can all send messages of type "
              + message.typeName()
              + "; name one in the message, or set a router");
      return List.of();
    }
    return able;
  }
}
