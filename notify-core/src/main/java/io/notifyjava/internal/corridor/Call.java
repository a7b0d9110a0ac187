package io.notifyjava.internal.corridor;

/** What goes to a provider at once: a message, or several that share a call. */
sealed interface Call permits Delivery, Group {

  Account account();

  /** When it is too late to make the call, by the ticker. */
  long endsAt();

  /** Tells whether the rate limiter has already granted a turn that was waited for. */
  boolean hasTurn();

  void takeTurn();

  /** Gives up a turn that was waited for, so that another one is needed. */
  void loseTurn();
}
