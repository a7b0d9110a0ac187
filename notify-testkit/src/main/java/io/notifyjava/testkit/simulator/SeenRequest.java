package io.notifyjava.testkit.simulator;

import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;

/**
 * One call that the simulator answered, for assertions.
 *
 * <p>{@link #toString()} shows neither tokens nor open ids nor contents.
 *
 * @param number of the call since the simulator started or was reset, from 1
 * @param api which call it was
 * @param request as it came
 * @param reply as it went, with the fault that broke it, if any
 * @since 0.1.0
 */
public record SeenRequest(long number, SimulatedApi api, WireRequest request, WireReply reply) {

  @Override
  public String toString() {
    return "#" + number + " " + request + " access_token=*** -> " + reply;
  }
}
