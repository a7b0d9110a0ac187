package io.notifyjava.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A WeCom simulator in moving time and a client of it, fresh for each test. */
abstract class WeComTestBase {

  static final long AGENT = 1000002;
  static final long OTHER_AGENT = 1000003;
  static final String KEY = "693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa";

  final MovingTime time = new MovingTime(Instant.parse("2025-11-29T02:00:00Z"));
  WeComSimulator wecom;
  WeComClient client;

  @BeforeEach
  void startSimulator() {
    start(WeComSimulator.builder());
  }

  @AfterEach
  void stopSimulator() {
    wecom.close();
  }

  /** Replaces the running simulator by one with other settings. */
  final void start(WeComSimulatorBuilder builder) {
    if (wecom != null) {
      wecom.close();
    }
    wecom = builder.clock(time).ticker(time::ticker).start();
    client = new WeComClient(wecom);
  }

  static int errcode(JsonNode reply) {
    return reply.path("errcode").asInt(Integer.MIN_VALUE);
  }

  static String errmsg(JsonNode reply) {
    return reply.path("errmsg").asText();
  }

  /** The errcode of a message of this kind to somebody. */
  final int send(String type, String content) {
    return errcode(client.message(WeComClient.body("zhangsan", type, content)));
  }
}
