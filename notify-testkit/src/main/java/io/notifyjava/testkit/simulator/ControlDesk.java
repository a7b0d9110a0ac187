package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notifyjava.testkit.wire.WireHandler;
import io.notifyjava.testkit.wire.WireReply;
import io.notifyjava.testkit.wire.WireRequest;

/** The paths under {@code /_sim/}, by which a client in another process steers the platform. */
final class ControlDesk implements WireHandler {

  static final String PREFIX = "/_sim/";

  static final String HELP =
      """
      GET  /_sim/counts                                         what was seen and done, as JSON
      GET  /_sim/last-body?api=NAME                             the last body of a kind of call
      POST /_sim/kill-tokens                                    invalidates every token
      POST /_sim/reset                                          forgets everything
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScriptedPlatform platform;
  private final Simulator simulator;

  ControlDesk(ScriptedPlatform platform, Simulator simulator) {
    this.platform = platform;
    this.simulator = simulator;
  }

  @Override
  public WireReply handle(WireRequest request) {
    return request.path().startsWith(PREFIX) ? control(request) : platform.handle(request);
  }

  private WireReply control(WireRequest request) {
    String order = request.path().substring(PREFIX.length());
    try {
      return switch (request.method()) {
        case "GET" -> tell(order, request);
        case "POST" -> arrange(order, new Order(request));
        default -> unknown();
      };
    } catch (IllegalArgumentException | IllegalStateException wrong) {
      return text(400, wrong.getMessage() + "\n");
    }
  }

  private WireReply tell(String order, WireRequest request) {
    return switch (order) {
      case "" -> text(200, help());
      case "counts" -> counts();
      case "last-body" ->
          WireReply.builder()
              .header("Content-Type", "application/octet-stream")
              .body(simulator.lastBody(simulator.api(new Order(request).text("api"))))
              .build();
      default -> unknown();
    };
  }

  private WireReply arrange(String name, Order order) {
    switch (name) {
      case "kill-tokens" -> simulator.killTokens();
      case "reset" -> simulator.reset();
      default -> {
        if (!simulator.arrange(name, order)) {
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

  private WireReply unknown() {
    return text(404, "expected one of these:\n" + help());
  }

  private String help() {
    return HELP + simulator.orders();
  }

  private static WireReply text(int status, String text) {
    return WireReply.builder()
        .status(status)
        .header("Content-Type", "text/plain; charset=utf-8")
        .body(text)
        .build();
  }
}
