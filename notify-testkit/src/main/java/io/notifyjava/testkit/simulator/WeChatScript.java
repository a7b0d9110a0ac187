package io.notifyjava.testkit.simulator;

import java.util.Set;
import java.util.function.Predicate;

/**
 * A rule for the calls of an official account being written: which calls, how often, and then what;
 * people are open ids.
 *
 * <p>For example {@code simulator.onTemplate().first(3).answer(WeChatReply.error(-1))}.
 *
 * @since 0.1.0
 */
public final class WeChatScript extends SimulatorScript<WeChatScript, WeChatReply> {

  WeChatScript(Rulebook rulebook, Set<WeChatApi> apis) {
    this(rulebook, apis, call -> apis.contains(call.api()), Occasions.ALWAYS);
  }

  private WeChatScript(
      Rulebook rulebook,
      Set<? extends SimulatedApi> apis,
      Predicate<Call> condition,
      Occasions occasions) {
    super(rulebook, apis, condition, occasions);
  }

  @Override
  WeChatScript copy(
      Rulebook book, Set<? extends SimulatedApi> calls, Predicate<Call> when, Occasions often) {
    return new WeChatScript(book, calls, when, often);
  }
}
