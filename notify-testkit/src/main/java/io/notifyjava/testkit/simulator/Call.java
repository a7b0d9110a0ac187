package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call on its way through a simulator; stays on its connection's thread. */
final class Call {

  private final SimulatedApi api;
  private final WireRequest request;
  private final Dialect dialect;
  private final byte[] body;
  private @Nullable JsonNode json;
  private @Nullable Runnable afterwards;

  Call(SimulatedApi api, WireRequest request, Dialect dialect) {
    this.api = api;
    this.request = request;
    this.dialect = dialect;
    this.body = request.body();
  }

  SimulatedApi api() {
    return api;
  }

  WireRequest request() {
    return request;
  }

  byte[] body() {
    return body;
  }

  /**
   * The body's JSON object, parsed at the first use.
   *
   * @throws Refused as {@link Dialect#read}
   */
  JsonNode json() {
    JsonNode tree = json;
    if (tree == null) {
      tree = dialect.read(body);
      json = tree;
    }
    return tree;
  }

  /** Has this done when the answer goes out, or could not. */
  void afterwards(Runnable work) {
    afterwards = work;
  }

  /** The answer with the work that is to be done after it. */
  WireReply finished(WireReply reply) {
    return afterwards == null ? reply : reply.toBuilder().afterwards(afterwards).build();
  }

  /** The people to whom it goes; empty if the body can't be read or names nobody. */
  Collection<String> people() {
    try {
      return dialect.people(json());
    } catch (Refused unreadable) {
      return List.of();
    }
  }
}
