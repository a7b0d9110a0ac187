package io.notifyjava.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.wire.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeChatSimulatorTest {

  private WeChatSimulator simulator;
  private SimClient client;

  @BeforeEach
  void start() {
    simulator = WeChatSimulator.start();
    client = new SimClient(simulator);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void templateMessage_withGoodToken_isAcceptedWithA63BitMsgid() {
    JsonNode reply = client.template(client.token(), SimClient.templateBody("oABC123", ""));

    assertThat(reply.path("errcode").intValue()).isZero();
    assertThat(reply.path("msgid").longValue()).isGreaterThan(1L << 53);
    assertThat(simulator.counts().templateDelivered()).isEqualTo(1);
  }

  @Test
  void customerMessage_withGoodToken_isDelivered() {
    assertThat(client.text(client.token(), "oABC123", "hi"))
        .hasToString("{\"errcode\":0,\"errmsg\":\"ok\"}");
    assertThat(simulator.counts().customerDelivered()).isEqualTo(1);
  }

  @Test
  void scriptedErrors_comeInTheirOrder_thenThePlatformAnswers() {
    String token = client.token();
    simulator.onTemplate().next(2).answer(WeChatReply.error(45009));
    simulator.onTemplate().once().answer(WeChatReply.error(-1));

    String body = SimClient.templateBody("oABC123", "");
    assertThat(client.template(token, body).path("errcode").intValue()).isEqualTo(45009);
    assertThat(client.template(token, body).path("errcode").intValue()).isEqualTo(45009);
    assertThat(client.template(token, body).path("errcode").intValue()).isEqualTo(-1);
    assertThat(client.template(token, body).path("errcode").intValue()).isZero();
    assertThat(simulator.counts().errors()).containsEntry(45009, 2L).containsEntry(-1, 1L);
  }

  @Test
  void actThen_deliversAndLosesTheAnswer() {
    String token = client.token();
    simulator.onCustomer().once().actThen(Fault.RESET_AFTER_REQUEST);

    org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.text(token, "oABC123", "hi"))
        .isInstanceOf(java.io.UncheckedIOException.class);
    assertThat(simulator.counts().customerDelivered()).isEqualTo(1);
  }
}
