package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.testkit.wire.WireHandler;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;

/** The paths under {@code /_sim/}, by which a client in another process steers the platform. */
final class ControlDesk implements WireHandler {

  static final String PREFIX = "/_sim/";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScriptedPlatform platform;

  ControlDesk(ScriptedPlatform platform) {
    this.platform = platform;
  }

  @Override
  public WireReply handle(WireRequest request) {
    return request.path().startsWith(PREFIX) ? control(request) : platform.handle(request);
  }

  private WireReply control(WireRequest request) {
    String order = request.method() + " " + request.path().substring(PREFIX.length());
    switch (order) {
      case "GET counts" -> {
        return counts();
      }
      case "POST kill-tokens" -> platform.killTokens();
      case "POST reset" -> platform.reset();
      default -> {
        return WireReply.builder()
            .status(404)
            .header("Content-Type", "text/plain; charset=utf-8")
            .body("expected GET counts, POST kill-tokens or POST reset under /_sim/\n")
            .build();
      }
    }
    return WireReply.json("{\"done\":true}");
  }

  private WireReply counts() {
    try {
      return WireReply.json(JSON.writeValueAsString(platform.counts()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a record of numbers was not written", impossible);
    }
  }
}
