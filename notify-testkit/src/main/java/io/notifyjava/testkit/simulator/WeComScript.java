package io.notifyjava.testkit.simulator;

import java.util.Set;
import java.util.function.Predicate;

/**
 * A rule for calls of WeCom being written: which calls, how often, and then what; people are the
 * UserIDs of {@code touser}, as the call writes them.
 *
 * <p>For example {@code wecom.onMessage().first(3).answer(WeComReply.error(-1))}.
 *
 * @since 0.1.0
 */
public final class WeComScript extends SimulatorScript<WeComScript, WeComReply> {

  WeComScript(Rulebook rulebook, Set<WeComApi> apis) {
    this(rulebook, apis, call -> apis.contains(call.api()), Occasions.ALWAYS);
  }

  private WeComScript(
      Rulebook rulebook,
      Set<? extends SimulatedApi> apis,
      Predicate<Call> condition,
      Occasions occasions) {
    super(rulebook, apis, condition, occasions);
  }

  @Override
  WeComScript copy(
      Rulebook book, Set<? extends SimulatedApi> calls, Predicate<Call> when, Occasions often) {
    return new WeComScript(book, calls, when, often);
  }
}
