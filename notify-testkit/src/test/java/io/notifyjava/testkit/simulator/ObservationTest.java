package io.notifyjava.testkit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.notifyjava.testkit.wire.Fault;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ObservationTest extends SimulatorTestBase {

  @Test
  void counts_tellCallsDeliveriesErrorsAndConnections() {
    String token = client.token();
    client.classicToken();
    simulator.closeWindow("oClosed");
    client.text(token, OPEN_ID, "hi");
    client.text(token, "oClosed", "hi");
    client.template(token, SimClient.templateBody("oClosed", ""));
    client.template("bad", "{}");
    assertThat(simulator.counts())
        .isEqualTo(
            new SimulatorCounts(
                2,
                2,
                2,
                1,
                1,
                0,
                0,
                0,
                1,
                Map.of(
                    WeChatApi.STABLE_TOKEN, 1L,
                    WeChatApi.TOKEN, 1L,
                    WeChatApi.CUSTOMER, 2L,
                    WeChatApi.TEMPLATE, 2L),
                Map.of(45015, 1L, 40001, 1L)));
  }

  @Test
  void counts_areAValueThatDoesNotMove() {
    SimulatorCounts before = simulator.counts();
    client.token();
    assertThat(before.tokenCalls()).isZero();
    assertThatThrownBy(() -> before.errors().put(1, 1L))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void recent_keepsTheLastCalls_oldestFirst() {
    start(WeChatSimulator.builder().recentRequests(3));
    String token = client.token();
    for (int i = 1; i <= 5; i++) {
      client.text(token, OPEN_ID, "text " + i);
    }
    List<SeenRequest> recent = simulator.recent();
    assertThat(recent).extracting(SeenRequest::number).containsExactly(4L, 5L, 6L);
    assertThat(recent.get(2).api()).isEqualTo(WeChatApi.CUSTOMER);
    assertThat(recent.get(2).request().text()).isEqualTo(SimClient.textBody(OPEN_ID, "text 5"));
    assertThat(recent.get(2).request().query("access_token")).contains(token);
    assertThat(recent.get(2).reply().text()).isEqualTo("{\"errcode\":0,\"errmsg\":\"ok\"}");
  }

  @Test
  void lastBody_isTheExactBytes_ofOneKindOfCall() {
    String token = client.token();
    String body = SimClient.textBody(OPEN_ID, "a=b&c<d>'e' 你好 😀 ");
    client.customer(token, body);
    client.template(token, SimClient.templateBody(OPEN_ID, ""));
    assertThat(simulator.lastBody(WeChatApi.CUSTOMER)).isEqualTo(body.getBytes(UTF_8));
    assertThat(simulator.recent(WeChatApi.CUSTOMER)).hasSize(1);
    assertThatThrownBy(() -> simulator.lastBody(WeChatApi.TYPING))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "there was no TYPING among the last calls; check the service's base URL, or keep more"
                + " with recentRequests(n)");
  }

  @Test
  void recent_tellsTheFaultThatBrokeAnAnswer_andNothingWhenSwitchedOff() {
    simulator.onToken().once().fault(Fault.HTML_PAGE);
    client.get("/cgi-bin/token");
    assertThat(simulator.recent().get(0).reply().fault()).contains(Fault.HTML_PAGE);
    start(WeChatSimulator.builder().recentRequests(0));
    client.token();
    assertThat(simulator.recent()).isEmpty();
  }

  @Test
  void toString_ofWhatWasSeen_masksTokensPeopleAndContents() {
    String token = client.token();
    client.text(token, OPEN_ID, "CANARY");
    client.template(token, SimClient.templateBody(OPEN_ID, ""));
    String shown = simulator.recent().toString();
    assertThat(shown)
        .doesNotContain(token, OPEN_ID, "CANARY", simulator.appSecret(), "吃饭")
        .contains("#2 POST /cgi-bin/message/custom/send (")
        .contains("access_token=*** -> 200 (27 bytes)");
    assertThat(WeChatReply.token("CANARY", 5)).hasToString("token for 5 s");
    assertThat(WeChatReply.json("CANARY")).hasToString("scripted text of 6 characters");
  }

  @Test
  void unknownPath_isA404ThatNamesTheKnownOnes() {
    HttpResponse<String> reply = client.get("/cgi-bin/message/send");
    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.body())
        .startsWith(
            "the simulator knows these paths only: /cgi-bin/token /cgi-bin/stable_token"
                + " /cgi-bin/message/template/send /cgi-bin/message/custom/send"
                + " /cgi-bin/message/custom/typing ")
        .endsWith(" /cgi-bin/openapi/rid/get\n");
    assertThat(client.get("/_sim/counts").statusCode()).as("control is off").isEqualTo(404);
  }

  @Test
  void reset_goesBackToHowItWasBuilt() {
    start(WeChatSimulator.builder().closedWhen(openId -> openId.equals("oClosed")));
    String old = client.token();
    simulator.closedShare(1);
    simulator.follower(OPEN_ID, Follower.FOREIGN);
    simulator.dailyQuota(WeChatApi.CUSTOMER, 0);
    simulator.registerTemplate("T9");
    simulator.onAny().answer(WeChatReply.error(-1));
    client.text(old, OPEN_ID, "hi");
    simulator.reset();

    assertThat(simulator.counts())
        .isEqualTo(new SimulatorCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of()));
    assertThat(simulator.recent()).isEmpty();
    assertThat(errcode(client.text(old, OPEN_ID, "hi"))).isEqualTo(40001);
    String token = client.token();
    assertThat(errcode(client.text(token, OPEN_ID, "hi"))).isZero();
    assertThat(templateErrcode(token)).isZero();
    assertThat(errcode(client.text(token, "oClosed", "hi"))).isEqualTo(45015);
    assertThat(simulator.counts().duplicates()).isZero();
  }

  @Test
  void controlEndpoints_serveOtherProcesses() {
    start(WeChatSimulator.builder().controlEndpoints(true));
    String token = client.token();
    client.text(token, OPEN_ID, "hi");
    client.text("bad", OPEN_ID, "hi");
    JsonNode counts = SimClient.json(client.get("/_sim/counts"));
    assertThat(counts.path("customerDelivered").intValue()).isEqualTo(1);
    assertThat(counts.path("tokenCalls").intValue()).isEqualTo(1);
    assertThat(counts.path("errors").path("40001").intValue()).isEqualTo(1);

    assertThat(client.post("/_sim/kill-tokens", "").body()).isEqualTo("{\"done\":true}");
    assertThat(errcode(client.text(token, OPEN_ID, "hi"))).isEqualTo(40001);
    assertThat(client.post("/_sim/reset", "").statusCode()).isEqualTo(200);
    assertThat(simulator.counts().customerCalls()).isZero();
    HttpResponse<String> unknown = client.get("/_sim/reset");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body())
        .isEqualTo("expected one of these:\n" + ControlDesk.HELP + WeChatOrders.HELP);
  }

  @Test
  void thirtyTwoClients_areCountedToTheLastMessage() throws Exception {
    int threads = 32;
    int each = 100;
    simulator.closedShare(0.3);
    simulator.onTemplate().every(10).answer(WeChatReply.error(-1));
    String token = client.token();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch together = new CountDownLatch(threads);
      List<Future<?>> done = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t * each;
        done.add(
            pool.submit(
                () -> {
                  together.countDown();
                  together.await(10, TimeUnit.SECONDS);
                  for (int i = first; i < first + each; i++) {
                    client.text(token, "oUser" + i, "hi");
                    String id = ",\"client_msg_id\":\"m-" + i / 2 + "\"";
                    client.template(token, SimClient.templateBody("oUser00", id));
                  }
                  return null;
                }));
      }
      for (Future<?> task : done) {
        task.get(2, TimeUnit.MINUTES);
      }
    } finally {
      pool.shutdownNow();
    }
    SimulatorCounts counts = simulator.counts();
    assertThat(counts.customerCalls()).isEqualTo(3_200);
    assertThat(counts.errors(45015)).isEqualTo(960);
    assertThat(counts.customerDelivered()).isEqualTo(2_240);
    assertThat(counts.errors(-1)).isEqualTo(320);
    assertThat(counts.templateDelivered() + counts.suppressed()).isEqualTo(2_880);
    assertThat(counts.templateDelivered()).isBetween(1_440L, 1_600L);
    assertThat(counts.duplicates()).isZero();
  }
}
