package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.wire.WireRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call on its way through the simulator; stays on its connection's thread. */
final class Call {

  private final WeChatApi api;
  private final WireRequest request;
  private final byte[] body;
  private @Nullable JsonNode json;

  Call(WeChatApi api, WireRequest request) {
    this.api = api;
    this.request = request;
    this.body = request.body();
  }

  WeChatApi api() {
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
   * @throws Refused as {@link JsonBody#parse}
   */
  JsonNode json() {
    JsonNode tree = json;
    if (tree == null) {
      tree = JsonBody.parse(body);
      json = tree;
    }
    return tree;
  }

  /** The recipient, if the body can be read and names one. */
  Optional<String> openId() {
    try {
      return Optional.ofNullable(json().path("touser").textValue());
    } catch (Refused unreadable) {
      return Optional.empty();
    }
  }
}
