package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator in moving time and a client of it, fresh for each test. */
abstract class SimulatorTestBase {

  static final String OPEN_ID = "oABC_def-123";

  final MovingTime time = new MovingTime(Instant.parse("2025-11-29T02:00:00Z"));
  WeChatSimulator simulator;
  SimClient client;

  @BeforeEach
  void startSimulator() {
    start(WeChatSimulator.builder());
  }

  @AfterEach
  void stopSimulator() {
    simulator.close();
  }

  /** Replaces the running simulator by one with other settings. */
  final void start(WeChatSimulatorBuilder builder) {
    if (simulator != null) {
      simulator.close();
    }
    simulator = builder.clock(time).ticker(time::ticker).start();
    client = new SimClient(simulator);
  }

  static int errcode(JsonNode reply) {
    return reply.path("errcode").asInt(Integer.MIN_VALUE);
  }

  static String errmsg(JsonNode reply) {
    return reply.path("errmsg").asText();
  }

  final int templateErrcode(String token) {
    return errcode(client.template(token, SimClient.templateBody(OPEN_ID, "")));
  }
}
