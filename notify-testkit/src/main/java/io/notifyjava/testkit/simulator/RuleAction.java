package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireReply;
import java.util.function.Supplier;

/** What a rule does with a call that it took. */
@FunctionalInterface
interface RuleAction {

  /**
   * Answers the call.
   *
   * @param answers turns the platform's answers into replies
   * @param standard lets the platform act as without a rule, once
   */
  WireReply play(Call call, Answers answers, Supplier<SimulatorReply> standard);
}
