package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.testkit.wire.WireHandler;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;
import java.util.List;

/** The paths under {@code /_sim/}, by which a client in another process steers the platform. */
final class ControlDesk implements WireHandler {

  static final String PREFIX = "/_sim/";

  /** What every platform has. */
  static final String HELP =
      """
      GET  /_sim/                                               this
      GET  /_sim/counts                                         what was seen and done, as JSON
      GET  /_sim/last-body?api=NAME                             the last body of a kind of call
      POST /_sim/kill-tokens                                    invalidates every token
      POST /_sim/reset                                          forgets everything
      """;

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
    String name = request.path().substring(PREFIX.length());
    ControlOrder order = new ControlOrder(request, platform.apis());
    try {
      return switch (request.method()) {
        case "GET" -> tell(name, order);
        case "POST" -> arrange(name, order);
        default -> unknown();
      };
    } catch (IllegalArgumentException wrong) {
      return text(400, wrong.getMessage() + "\n");
    }
  }

  private WireReply tell(String name, ControlOrder order) {
    return switch (name) {
      case "" -> text(200, help());
      case "counts" -> counts();
      case "last-body" -> lastBody(order.api());
      default -> unknown();
    };
  }

  private WireReply arrange(String name, ControlOrder order) {
    switch (name) {
      case "kill-tokens" -> platform.killTokens();
      case "reset" -> platform.reset();
      default -> {
        if (!platform.arrange(name, order)) {
          return unknown();
        }
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

  private WireReply lastBody(SimulatedApi api) {
    List<SeenRequest> seen =
        platform.recent.list().stream().filter(call -> call.api().equals(api)).toList();
    if (seen.isEmpty()) {
      return text(404, "there was no " + Choice.written(api.name()) + " among the last calls\n");
    }
    return WireReply.builder()
        .header("Content-Type", "application/octet-stream")
        .body(seen.get(seen.size() - 1).request().body())
        .build();
  }

  private String help() {
    return HELP + platform.orders();
  }

  private WireReply unknown() {
    return text(404, "expected one of these:\n" + help());
  }

  private static WireReply text(int status, String text) {
    return WireReply.builder()
        .status(status)
        .header("Content-Type", "text/plain; charset=utf-8")
        .body(text)
        .build();
  }
}
