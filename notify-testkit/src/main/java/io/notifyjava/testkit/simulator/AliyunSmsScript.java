package io.notifyjava.testkit.simulator;

import java.util.Set;
import java.util.function.Predicate;

/**
 * A rule for calls of Aliyun being written: which calls, how often, and then what. People are the
 * numbers as the body of the call writes them.
 *
 * <p>For example {@code aliyun.onSend().first(3).answer(AliyunSmsReply.error("Throttling.User"))}.
 *
 * @since 0.1.0
 */
public final class AliyunSmsScript extends SimulatorScript<AliyunSmsScript, AliyunSmsReply> {

  AliyunSmsScript(Rulebook rulebook, Set<AliyunSmsApi> apis) {
    this(rulebook, apis, call -> apis.contains(call.api()), Occasions.ALWAYS);
  }

  private AliyunSmsScript(
      Rulebook rulebook,
      Set<? extends SimulatedApi> apis,
      Predicate<Call> condition,
      Occasions occasions) {
    super(rulebook, apis, condition, occasions);
  }

  @Override
  AliyunSmsScript copy(
      Rulebook book, Set<? extends SimulatedApi> calls, Predicate<Call> when, Occasions often) {
    return new AliyunSmsScript(book, calls, when, often);
  }
}
