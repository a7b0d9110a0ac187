package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.wire.WireReply;
import java.util.Collection;

/** How one platform speaks: what the parts that all simulators share leave to it. Thread-safe. */
interface Dialect {

  /**
   * The object in a request's body.
   *
   * @throws Refused for a body that the platform does not read
   */
  JsonNode read(byte[] body);

  /** The people whom a body names, in its order; empty if it names nobody. */
  Collection<String> people(JsonNode body);

  /**
   * The people whom a call names, for platforms that take them elsewhere than from a body.
   *
   * @throws Refused for a call that the platform does not read
   */
  default Collection<String> people(Call call) {
    return people(call.json());
  }

  /** The answer for a refusal that names only its number. */
  SimulatorReply error(int errcode);

  /** A success of this call, for a fault that needs something to break. */
  SimulatorReply success(SimulatedApi api);

  /** The answer in bytes, with what the platform adds to each. */
  WireReply dress(SimulatorReply reply);
}
