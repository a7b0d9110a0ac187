package io.notifyjava.testkit.simulator;

import java.util.Set;
import java.util.function.Predicate;

/**
 * A rule for calls of Xuanwu being written: which calls, how often, and then what; people are phone
 * numbers as the call writes them.
 *
 * <p>For example {@code xuanwu.onCgi().first(3).answer(XuanwuSmsReply.cgi(-3))}.
 *
 * @since 0.1.0
 */
public final class XuanwuSmsScript extends SimulatorScript<XuanwuSmsScript, XuanwuSmsReply> {

  XuanwuSmsScript(Rulebook rulebook, Set<XuanwuSmsApi> apis) {
    this(rulebook, apis, call -> apis.contains(call.api()), Occasions.ALWAYS);
  }

  private XuanwuSmsScript(
      Rulebook rulebook,
      Set<? extends SimulatedApi> apis,
      Predicate<Call> condition,
      Occasions occasions) {
    super(rulebook, apis, condition, occasions);
  }

  @Override
  XuanwuSmsScript copy(
      Rulebook book, Set<? extends SimulatedApi> calls, Predicate<Call> when, Occasions often) {
    return new XuanwuSmsScript(book, calls, when, often);
  }
}
