package io.notifyjava.testkit.simulator;

/** The platform's standard behaviour for one kind of call; thread-safe. */
@FunctionalInterface
interface ApiRule {

  /**
   * Acts and answers.
   *
   * @param caller whose good token the call carried
   * @throws Refused with the platform's error
   */
  WeChatReply answer(Call call, Caller caller);
}
