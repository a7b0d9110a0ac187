package io.notifyjava.token;

import io.notifyjava.result.Failure;

/** What a caller that asks for a token is to do, as {@link CacheState} decides. */
sealed interface NextStep {

  /** Use this token. */
  record Use(Held held) implements NextStep {}

  /** Use this token, and start its renewal in the background. */
  record RenewEarly(Held held, Flight flight) implements NextStep {}

  /** Wait for this renewal, or run it. */
  record Attend(Flight flight) implements NextStep {}

  /**
   * Look whether another node put a token into the store; if not, fail.
   *
   * @param spent whether only this node's budget is spent, so that another node may well renew
   */
  record LookElsewhere(Failure failure, boolean spent) implements NextStep {}

  /**
   * Fail.
   *
   * @param spent as of {@link LookElsewhere}
   */
  record Fail(Failure failure, boolean spent) implements NextStep {}
}
