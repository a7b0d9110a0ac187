package io.notifyjava.testkit.simulator;

import java.util.Set;
import java.util.function.Predicate;

/**
 * A rule for calls of Huawei Cloud's short message service being written: which calls, how often,
 * and then what; people are numbers, as the call writes them.
 *
 * <p>For example {@code huawei.onSend().first(3).answer(HuaweiSmsReply.error("E000623"))}.
 *
 * @since 0.1.0
 */
public final class HuaweiSmsScript extends SimulatorScript<HuaweiSmsScript, HuaweiSmsReply> {

  HuaweiSmsScript(Rulebook rulebook, Set<HuaweiSmsApi> apis) {
    this(rulebook, apis, call -> apis.contains(call.api()), Occasions.ALWAYS);
  }

  private HuaweiSmsScript(
      Rulebook rulebook,
      Set<? extends SimulatedApi> apis,
      Predicate<Call> condition,
      Occasions occasions) {
    super(rulebook, apis, condition, occasions);
  }

  @Override
  HuaweiSmsScript copy(
      Rulebook book, Set<? extends SimulatedApi> calls, Predicate<Call> when, Occasions often) {
    return new HuaweiSmsScript(book, calls, when, often);
  }
}
