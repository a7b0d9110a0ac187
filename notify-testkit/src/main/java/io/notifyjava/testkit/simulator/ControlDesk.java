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

  static final String HELP =
      """
      GET  /_sim/counts                                         what was seen and done, as JSON
      GET  /_sim/last-body?api=customer                         the last body of a kind of call
      POST /_sim/kill-tokens                                    invalidates every token
      POST /_sim/reset                                          forgets everything
      POST /_sim/open-window?openid=O&messages=5                opens a person's window
      POST /_sim/close-window?openid=O                          closes it: 45015
      POST /_sim/follower?openid=O&standing=not-following       or muted, blacklisted, minor, ...
      POST /_sim/consent?openid=O&template=T&times=1            to subscription messages
      POST /_sim/consent-once?openid=O&template=T&scene=1000    to a one-time one
      POST /_sim/refuse-consent?openid=O&template=T             takes consents back: 43101
      POST /_sim/template?id=T&kind=template&keys=thing1,time2  or subscription, one-time
      POST /_sim/daily-quota?api=template&calls=100             45009 beyond
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Platform platform;
  private final WeChatSimulator simulator;

  ControlDesk(Platform platform, WeChatSimulator simulator) {
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
      case "" -> text(200, HELP);
      case "counts" -> counts();
      case "last-body" ->
          WireReply.builder()
              .header("Content-Type", "application/octet-stream")
              .body(simulator.lastBody(new Order(request).api()))
              .build();
      default -> unknown();
    };
  }

  private WireReply arrange(String name, Order order) {
    switch (name) {
      case "kill-tokens" -> simulator.killTokens();
      case "reset" -> simulator.reset();
      case "open-window" -> simulator.openWindow(order.text("openid"), order.number("messages"));
      case "close-window" -> simulator.closeWindow(order.text("openid"));
      case "follower" ->
          simulator.follower(
              order.text("openid"),
              SimulatorOptions.one(Follower.values(), order.text("standing")));
      case "consent" ->
          simulator.consent(order.text("openid"), order.text("template"), order.number("times"));
      case "consent-once" ->
          simulator.consentOnce(
              order.text("openid"), order.text("template"), order.number("scene"));
      case "refuse-consent" ->
          simulator.refuseConsent(order.text("openid"), order.text("template"));
      case "template" ->
          simulator.registerTemplate(
              SimulatorOptions.one(TemplateKind.values(), order.text("kind")),
              order.text("id"),
              order.list("keys"));
      case "daily-quota" -> simulator.dailyQuota(order.api(), order.number("calls"));
      default -> {
        return unknown();
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

  private static WireReply unknown() {
    return text(404, "expected one of these:\n" + HELP);
  }

  private static WireReply text(int status, String text) {
    return WireReply.builder()
        .status(status)
        .header("Content-Type", "text/plain; charset=utf-8")
        .body(text)
        .build();
  }

  /** What an order says in its query. */
  private record Order(WireRequest request) {

    String text(String name) {
      return request
          .query(name)
          .filter(value -> !value.isEmpty())
          .orElseThrow(
              () -> new IllegalArgumentException("the query needs " + name + "=...; see /_sim/"));
    }

    int number(String name) {
      String value = text(name);
      try {
        return Integer.parseInt(value);
      } catch (NumberFormatException notNumber) {
        throw new IllegalArgumentException(
            name + " needs a number, but was \"" + value + "\"", notNumber);
      }
    }

    String[] list(String name) {
      return request.query(name).stream()
          .flatMap(value -> List.of(value.split(",")).stream())
          .filter(value -> !value.isEmpty())
          .toArray(String[]::new);
    }

    WeChatApi api() {
      return SimulatorOptions.one(WeChatApi.values(), text("api"));
    }
  }
}
