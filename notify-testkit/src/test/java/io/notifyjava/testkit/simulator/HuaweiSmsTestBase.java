package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A simulator in moving time and a client of it, fresh for each test. */
abstract class HuaweiSmsTestBase {

  static final String ADA = "+8613800138000";
  static final String BOB = "+8613900139000";

  final MovingTime time = new MovingTime(Instant.parse("2024-01-02T03:04:05Z"));
  HuaweiSmsSimulator huawei;
  HuaweiSmsClient client;

  @BeforeEach
  void startSimulator() {
    start(HuaweiSmsSimulator.builder());
  }

  @AfterEach
  void stopSimulator() {
    huawei.close();
  }

  /** Replaces the running simulator by one with other settings. */
  final void start(HuaweiSmsSimulatorBuilder builder) {
    if (huawei != null) {
      huawei.close();
    }
    huawei = builder.clock(time).ticker(time::ticker).start();
    client = new HuaweiSmsClient(huawei, time);
  }

  static String code(JsonNode reply) {
    return reply.path("code").asText();
  }

  static List<String> statuses(JsonNode reply) {
    List<String> statuses = new ArrayList<>();
    reply.path("result").forEach(item -> statuses.add(item.path("status").asText()));
    return statuses;
  }
}
