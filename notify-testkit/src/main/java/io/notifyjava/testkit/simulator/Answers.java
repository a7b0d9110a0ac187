package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireReply;
import java.util.function.Consumer;

/** Turns a platform's answers into bytes and counts the errors among them. Thread-safe. */
final class Answers {

  private final Dialect dialect;
  private final CallCounters counters;
  private final Consumer<SimulatorReply.HandedOut> tokens;

  /**
   * Makes the answers of one platform.
   *
   * @param tokens takes the tokens that scripts hand out, and lets them be good ones
   */
  Answers(Dialect dialect, CallCounters counters, Consumer<SimulatorReply.HandedOut> tokens) {
    this.dialect = dialect;
    this.counters = counters;
    this.tokens = tokens;
  }

  WireReply render(SimulatorReply reply) {
    int errcode = reply.errcode().orElse(0);
    if (errcode != 0) {
      counters.error(errcode);
    }
    return dialect.dress(reply);
  }

  /** As {@link #render}, and a token in the reply becomes a good one. */
  WireReply renderScripted(SimulatorReply reply) {
    SimulatorReply.HandedOut token = reply.handedOut();
    if (token != null) {
      tokens.accept(token);
    }
    return render(reply);
  }

  /** What a call is answered when all is well. */
  WireReply success(Call call) {
    return render(dialect.success(call.api()));
  }
}
