package io.notifyjava.route;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** A router that knows which accounts it may name. */
abstract class Known implements Router {

  private final Set<String> accounts;

  Known(Set<String> accounts) {
    this.accounts = Collections.unmodifiableSet(new LinkedHashSet<>(accounts));
  }

  @Override
  public final Set<String> accounts() {
    return accounts;
  }

  @Override
  public String toString() {
    return "Router" + accounts;
  }
}
